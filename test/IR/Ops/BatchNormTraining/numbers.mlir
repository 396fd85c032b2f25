// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// Channel 0 is [1, 3], channel 1 [10, 14].
// CHECK: [-1, -1]
// CHECK: [1, 1]
// CHECK: [2, 12]
// CHECK: [1, 4]
func.func @statistics_of_the_batch() {
  %x = arith.constant dense<[[1.0, 10.0], [3.0, 14.0]]> : tensor<2x2xf32>
  %y, %m, %v = norm.batch_norm_training %x epsilon 0.0 : tensor<2x2xf32>
  %y_any = tensor.cast %y : tensor<2x2xf32> to tensor<*xf32>
  call @printMemrefF32(%y_any) : (tensor<*xf32>) -> ()
  %m_any = tensor.cast %m : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%m_any) : (tensor<*xf32>) -> ()
  %v_any = tensor.cast %v : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%v_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @statistics_of_the_batch() : () -> ()
  return
}
