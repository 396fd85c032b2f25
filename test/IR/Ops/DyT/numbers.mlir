// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// tanh(1) = 0.761594.
// CHECK: [0, 0.761594]
func.func @hyperbolic_tangent() {
  %x = arith.constant dense<[0.0, 2.0]> : tensor<2xf32>
  %a = arith.constant 0.5 : f32
  %y = norm.dyt %x alpha(%a : f32) : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// [0 * 2 + 1, tanh(1) * 3 + 1].
// CHECK: [1, 3.28478]
func.func @scale_and_bias() {
  %x = arith.constant dense<[0.0, 2.0]> : tensor<2xf32>
  %a = arith.constant 0.5 : f32
  %g = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %b = arith.constant 1.0 : f32
  %y = norm.dyt %x alpha(%a : f32) scale(%g : tensor<2xf32>) bias(%b : f32) : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @hyperbolic_tangent() : () -> ()
  call @scale_and_bias() : () -> ()
  return
}
