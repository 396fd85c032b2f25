// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// Means of rows; (1 + 9 + 25 + 49) / 4; 2 * 2^2 / (2 - 1) for each column.
// CHECK: [2]
// CHECK: [6]
// CHECK: [21]
// CHECK: [8, 8]
func.func @each_over_its_dims() {
  %x = arith.constant dense<[[1.0, 3.0], [5.0, 7.0]]> : tensor<2x2xf32>
  %m, %r, %c = norm.moments %x mean over [1], raw_second over [0, 1], central_second over [0]
      ddof 1 : tensor<2x2xf32>
  %m_any = tensor.cast %m : tensor<2x1xf32> to tensor<*xf32>
  call @printMemrefF32(%m_any) : (tensor<*xf32>) -> ()
  %r_any = tensor.cast %r : tensor<1x1xf32> to tensor<*xf32>
  call @printMemrefF32(%r_any) : (tensor<*xf32>) -> ()
  %c_any = tensor.cast %c : tensor<1x2xf32> to tensor<*xf32>
  call @printMemrefF32(%c_any) : (tensor<*xf32>) -> ()
  return
}

func.func @main() {
  call @each_over_its_dims() : () -> ()
  return
}
