// RUN: norm-opt %s --norm-expand --norm-split=tile-size=2 --norm-to-llvm \
// RUN: | %run_main \
// RUN: | FileCheck %s
// RUN: norm-opt %s --norm-to-llvm \
// RUN: | %run_main \
// RUN: | FileCheck %s

// Five points in tiles of two: [1, 2, 3, 4, 5] has mean 3 and variance 2.
func.func @layer_norm(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %y = norm.layer_norm %x over [1] epsilon 0.0 : tensor<?x?xf64>
  return %y : tensor<?x?xf64>
}

func.func private @printMemrefF64(tensor<*xf64>) attributes {llvm.emit_c_interface}

// CHECK: -1.41421,   -0.707107,   0,   0.707107,   1.41421
func.func @main() {
  %x = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x5xf64>
  %dynamic = tensor.cast %x : tensor<1x5xf64> to tensor<?x?xf64>
  %y = call @layer_norm(%dynamic) : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %any = tensor.cast %y : tensor<?x?xf64> to tensor<*xf64>
  call @printMemrefF64(%any) : (tensor<*xf64>) -> ()
  return
}
