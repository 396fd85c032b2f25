// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>)
// CHECK: norm.moments %[[X]] central_second over [1] : tensor<4x8xf32>
func.func @defaults_are_not_printed(%x: tensor<4x8xf32>) {
  %m = norm.moments %x central_second over [1] ddof 0 : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @every_attribute(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf16>)
// CHECK: norm.moments %[[X]] mean over [1], raw_second over [0, 1], central_second
// CHECK-SAME: over [0] ddof 1 compute f64 : tensor<4x8xf16>
func.func @every_attribute(%x: tensor<4x8xf16>) {
  %m:3 = norm.moments %x mean over [1], raw_second over [0, 1], central_second
      over [0] ddof 1 compute f64 : tensor<4x8xf16>
  return
}

// CHECK-LABEL: func @non_adjacent_dims(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8x?xbf16>)
// CHECK: norm.moments %[[X]] raw_second over [0, 2] : tensor<4x8x?xbf16>
func.func @non_adjacent_dims(%x: tensor<4x8x?xbf16>) {
  %m = norm.moments %x raw_second over [0, 2] : tensor<4x8x?xbf16>
  return
}

// CHECK-LABEL: func @zero_extent(
// CHECK-SAME: %[[X:[^:]+]]: tensor<0x8xf64>)
// CHECK: norm.moments %[[X]] mean over [0] : tensor<0x8xf64>
func.func @zero_extent(%x: tensor<0x8xf64>) {
  %m = norm.moments %x mean over [0] : tensor<0x8xf64>
  return
}

// CHECK-LABEL: func @rank_1(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>)
// CHECK: norm.moments %[[X]] mean over [0] : tensor<?xf32>
func.func @rank_1(%x: tensor<?xf32>) {
  %m = norm.moments %x mean over [0] : tensor<?xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x2x3x?x5x6xf32>)
// CHECK: norm.moments %[[X]] mean over [1, 3, 5] : tensor<1x2x3x?x5x6xf32>
func.func @rank_6(%x: tensor<1x2x3x?x5x6xf32>) {
  %m = norm.moments %x mean over [1, 3, 5] : tensor<1x2x3x?x5x6xf32>
  return
}
