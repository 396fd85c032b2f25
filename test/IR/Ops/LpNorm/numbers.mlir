// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// Length 5.
// CHECK: [0.6, 0.8]
func.func @euclidean() {
  %x = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %y = norm.lp_norm %x l2 over [0] epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// |3| + |-5| = 8.
// CHECK: [0.375, -0.625]
func.func @sum_of_sizes() {
  %x = arith.constant dense<[3.0, -5.0]> : tensor<2xf32>
  %y = norm.lp_norm %x l1 over [0] epsilon 0.0 : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// The largest size is 4.
// CHECK: [0.75, -1]
func.func @largest() {
  %x = arith.constant dense<[3.0, -4.0]> : tensor<2xf32>
  %y = norm.lp_norm %x linf over [0] epsilon 0.0 epsilon_mode outside : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// The clamp keeps a zero row zero.
// CHECK: [0, 0]
func.func @zero_row() {
  %x = arith.constant dense<[0.0, 0.0]> : tensor<2xf32>
  %y = norm.lp_norm %x l2 over [0] epsilon 1.0e-12 epsilon_mode clamp : tensor<2xf32>
  %y_any = tensor.cast %y : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @euclidean() : () -> ()
  call @sum_of_sizes() : () -> ()
  call @largest() : () -> ()
  call @zero_row() : () -> ()
  return
}
