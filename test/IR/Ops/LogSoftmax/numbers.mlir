// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// log(1 / 2), whatever the size of the logits.
// CHECK: [-0.693147, -0.693147]
func.func @equal_logits() {
  %x = arith.constant dense<1.0e+05> : tensor<2xf32>
  %y = norm.log_softmax %x over [0] : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// No logarithm of zero.
// CHECK: [-1000, 0]
// CHECK: [1000]
func.func @far_logits() {
  %x = arith.constant dense<[0.0, 1000.0]> : tensor<2xf32>
  %y, %lse = norm.log_softmax %x over [0] : tensor<2xf32>, tensor<1xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  %lse_any = tensor.cast %lse : tensor<1xf32> to tensor<*xf32>
  call @printMemrefF32(%lse_any) : (tensor<*xf32>) -> ()
  return
}

// No logit is left.
// CHECK: [0, 0]
func.func @empty() {
  %x = arith.constant dense<0xFF800000> : tensor<2xf32>
  %y = norm.log_softmax %x over [0] on_empty zero : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @equal_logits() : () -> ()
  call @far_logits() : () -> ()
  call @empty() : () -> ()
  return
}
