// Scalar ops on tensors go where linalg goes.
// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>)

// The norm of x + x: [6, 8] / 10.
func.func @normalized_sum(%x: tensor<?xf32>) -> tensor<?xf32> {
  %sum = arith.addf %x, %x : tensor<?xf32>
  %y = norm.lp_norm %sum l2 over [0] epsilon 0.0 : tensor<?xf32>
  %root = math.sqrt %y : tensor<?xf32>
  %square = arith.mulf %root, %root : tensor<?xf32>
  return %square : tensor<?xf32>
}

// CHECK: [0.6, 0.8]
func.func @main() {
  %static = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  %x = tensor.cast %static : tensor<2xf32> to tensor<?xf32>
  %y = call @normalized_sum(%x) : (tensor<?xf32>) -> tensor<?xf32>
  %any = tensor.cast %y : tensor<?xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}
