// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// Mean 2, variance 1.
// CHECK: [-1, 1]
func.func @mean_and_variance() {
  %x = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %y = norm.layer_norm %x over [0] epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// sqrt(1 + 3) = 2: [-0.5 * 2 + 10, 0.5 * 4 + 20].
// CHECK: [9, 22]
func.func @scale_and_bias() {
  %x = arith.constant dense<[1.0, 3.0]> : tensor<2xf32>
  %g = arith.constant dense<[2.0, 4.0]> : tensor<2xf32>
  %b = arith.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %y = norm.layer_norm %x scale(%g : tensor<2xf32>) bias(%b : tensor<2xf32>) over [0] epsilon 3.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// Mean 4, variance 20 / 4; sqrt(5 + 4) = 3.
// CHECK: [-1, -0.333333]
// CHECK: [0.333333, 1]
func.func @several_dims() {
  %x = arith.constant dense<[[1.0, 3.0], [5.0, 7.0]]> : tensor<2x2xf32>
  %y = norm.layer_norm %x over [0, 1] epsilon 4.0 : tensor<2x2xf32>
  %y_any = tensor.cast %y : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @mean_and_variance() : () -> ()
  call @scale_and_bias() : () -> ()
  call @several_dims() : () -> ()
  return
}
