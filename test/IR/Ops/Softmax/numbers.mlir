// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// exp: 1 and 3.
// CHECK: [0.25, 0.75]
func.func @log_of_3() {
  %x = arith.constant dense<[0.0, 1.0986123]> : tensor<2xf32>
  %y = norm.softmax %x over [0] : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// Three equal logits, two of them results; LSE = log 3 + 1000.
// CHECK: [0.333333, 0.333333]
// CHECK: [1001.1]
func.func @sink() {
  %x = arith.constant dense<1000.0> : tensor<2xf32>
  %s = arith.constant 1000.0 : f32
  %y, %lse = norm.softmax %x sink(%s : f32) over [0] : tensor<2xf32>, tensor<1xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  %lse_any = tensor.cast %lse : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%lse_any) : (tensor<*xf32>) -> ()
  return
}

// A masked logit takes no part.
// CHECK: [1, 0]
func.func @mask() {
  %x = arith.constant dense<[0.0, 5.0]> : tensor<2xf32>
  %m = arith.constant dense<[true, false]> : tensor<2xi1>
  %y = norm.softmax %x mask(%m : tensor<2xi1>) over [0] : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// No logit is left.
// CHECK: [-inf]
func.func @empty() {
  %x = arith.constant dense<[0.0, 5.0]> : tensor<2xf32>
  %m = arith.constant dense<false> : tensor<2xi1>
  %y, %lse = norm.softmax %x mask(%m : tensor<2xi1>) over [0] on_empty zero : tensor<2xf32>, tensor<1xf32>
  %lse_any = tensor.cast %lse : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%lse_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @log_of_3() : () -> ()
  call @sink() : () -> ()
  call @mask() : () -> ()
  call @empty() : () -> ()
  return
}
