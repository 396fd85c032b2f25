// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// sqrt(25 / 2) = 3.53553.
// CHECK: [0.848528, 1.13137]
func.func @mean_square() {
  %x = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %y = norm.rms_norm %x over [0] epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// The root of 9 alone.
// CHECK: [1, 1.33333]
func.func @partial() {
  %x = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %y = norm.rms_norm %x over [0] partial 1 epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// (2, -1, -1) sums to zero; its mean square is 6 / 3.
// CHECK: [1.41421, -0.707107]
func.func @compressed() {
  %x = arith.constant dense<[2.0, -1.0]> : tensor<2xf32>
  %y = norm.rms_norm %x over [0] compressed epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// 2 / (2 + 3).
// CHECK: [0.4, -0.4]
func.func @outside() {
  %x = arith.constant dense<[2.0, -2.0]> : tensor<2xf32>
  %y = norm.rms_norm %x over [0] epsilon 3.0 epsilon_mode outside : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @mean_square() : () -> ()
  call @partial() : () -> ()
  call @compressed() : () -> ()
  call @outside() : () -> ()
  return
}
