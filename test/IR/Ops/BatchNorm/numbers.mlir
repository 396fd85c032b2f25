// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// (x - [1, 2]) / [2, 1].
// CHECK: [0, 0]
// CHECK: [1, 2]
func.func @given_statistics() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %m = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %v = arith.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %y = norm.batch_norm %x mean(%m : tensor<2xf32>) variance(%v : tensor<2xf32>) epsilon 0.0 : tensor<2x2xf32>
  %y_any = tensor.cast %y : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// (x - [1, 2]^T) / [4, 4]^T.
// CHECK: [0, 0.5]
// CHECK: [0, 0.5]
func.func @clamp_on_the_first_dim() {
  %x = arith.constant dense<[[1.0, 3.0], [2.0, 4.0]]> : tensor<2x2xf32>
  %m = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %v = arith.constant dense<[4.0, 1.0]> : tensor<2xf32>
  %y = norm.batch_norm %x mean(%m : tensor<2xf32>) variance(%v : tensor<2xf32>) channel_dim 0 epsilon 4.0
      epsilon_mode clamp : tensor<2x2xf32>
  %y_any = tensor.cast %y : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @given_statistics() : () -> ()
  call @clamp_on_the_first_dim() : () -> ()
  return
}
