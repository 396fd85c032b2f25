// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// Means 2 and 12, deviations 1 and 2; then the scale of each channel.
// CHECK: [-1, 2, -3, 4]
func.func @two_groups() {
  %x = arith.constant dense<[[1.0, 3.0, 10.0, 14.0]]> : tensor<1x4xf32>
  %g = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %y = norm.group_norm %x scale(%g : tensor<4xf32>) groups 2 epsilon 0.0 : tensor<1x4xf32>
  %y_any = tensor.cast %y : tensor<1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

// Mean 4, variance 20 / 4; sqrt(5 + 4) = 3.
// CHECK: [-1, -0.333333, 0.333333, 1]
func.func @one_group_of_dynamic_channels() {
  %static = arith.constant dense<[[1.0, 3.0, 5.0, 7.0]]> : tensor<1x4xf32>
  %x = tensor.cast %static : tensor<1x4xf32> to tensor<?x?xf32>
  %y = norm.group_norm %x groups 1 epsilon 4.0 : tensor<?x?xf32>
  %y_any = tensor.cast %y : tensor<?x?xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @two_groups() : () -> ()
  call @one_group_of_dynamic_channels() : () -> ()
  return
}
