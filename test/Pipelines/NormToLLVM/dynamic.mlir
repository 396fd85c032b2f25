// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

// The square of 60000 overflows f16, but statistics are in f32: the mean
// square of [60000, 0, 0, 0] is 30000^2.
func.func @rms(%x: tensor<?x?xf16>) -> tensor<?x?xf32> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<?x?xf16>
  %wide = arith.extf %y : tensor<?x?xf16> to tensor<?x?xf32>
  return %wide : tensor<?x?xf32>
}

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// CHECK: [2,   0,   0,   0]
// CHECK: [1,   -1,   1,   -1]
func.func @main() {
  %x = arith.constant dense<[[60000.0, 0.0, 0.0, 0.0], [3.0, -3.0, 3.0, -3.0]]> : tensor<2x4xf16>
  %dynamic = tensor.cast %x : tensor<2x4xf16> to tensor<?x?xf16>
  %y = call @rms(%dynamic) : (tensor<?x?xf16>) -> tensor<?x?xf32>
  %any = tensor.cast %y : tensor<?x?xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}
