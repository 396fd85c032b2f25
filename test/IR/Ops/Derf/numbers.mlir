// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// erf(1) = 0.842701.
// CHECK: [0, 0.842701]
func.func @error_function() {
  %x = arith.constant dense<[0.0, 2.0]> : tensor<2xf32>
  %a = arith.constant 0.5 : f32
  %y = norm.derf %x alpha(%a : f32) : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// [erf(-1) * 2 + 1, erf(0) * 3 + 1].
// CHECK: [-0.685402, 1]
func.func @shift_scale_and_bias() {
  %x = arith.constant dense<[0.0, 2.0]> : tensor<2xf32>
  %a = arith.constant 0.5 : f32
  %s = arith.constant -1.0 : f32
  %g = arith.constant dense<[2.0, 3.0]> : tensor<2xf32>
  %b = arith.constant 1.0 : f32
  %y = norm.derf %x alpha(%a : f32) shift(%s : f32) scale(%g : tensor<2xf32>) bias(%b : f32) : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @error_function() : () -> ()
  call @shift_scale_and_bias() : () -> ()
  return
}
