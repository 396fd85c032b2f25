// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>, %[[A:[^:]+]]: f32)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : f32) : tensor<4x8xf32>
func.func @defaults_are_not_printed(%x: tensor<4x8xf32>, %a: f32) {
  %y = norm.derf %x alpha(%a : f32) narrow last : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @every_attribute(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4xbf16>, %[[A:[^:]+]]: tensor<f32>,
// CHECK-SAME: %[[G:[^:]+]]: tensor<6xf32>, %[[B:[^:]+]]: tensor<6xf64>)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : tensor<f32>) scale(%[[G]] : tensor<6xf32>)
// CHECK-SAME: bias(%[[B]] : tensor<6xf64>) channel_dim 1 narrow before_scale
// CHECK-SAME: compute f64 : tensor<2x6x4xbf16>
func.func @every_attribute(%x: tensor<2x6x4xbf16>, %a: tensor<f32>, %g: tensor<6xf32>,
    %b: tensor<6xf64>) {
  %y = norm.derf %x alpha(%a : tensor<f32>) scale(%g : tensor<6xf32>)
      bias(%b : tensor<6xf64>) channel_dim 1 narrow before_scale compute f64 : tensor<2x6x4xbf16>
  return
}

// CHECK-LABEL: func @shift(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>, %[[A:[^:]+]]: f32, %[[S:[^:]+]]: tensor<8xf32>)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : f32) shift(%[[S]] : tensor<8xf32>) : tensor<4x8xf32>
func.func @shift(%x: tensor<4x8xf32>, %a: f32, %s: tensor<8xf32>) {
  %y = norm.derf %x alpha(%a : f32) shift(%s : tensor<8xf32>) : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @operands_along_the_last_dim(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x?x4xf16>, %[[A:[^:]+]]: tensor<4xf16>,
// CHECK-SAME: %[[G:[^:]+]]: tensor<4xf32>)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : tensor<4xf16>)
// CHECK-SAME: scale(%[[G]] : tensor<4xf32>) : tensor<2x?x4xf16>
func.func @operands_along_the_last_dim(%x: tensor<2x?x4xf16>, %a: tensor<4xf16>,
    %g: tensor<4xf32>) {
  %y = norm.derf %x alpha(%a : tensor<4xf16>) scale(%g : tensor<4xf32>) : tensor<2x?x4xf16>
  return
}

// CHECK-LABEL: func @operands_of_rank_r(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4xf64>, %[[A:[^:]+]]: tensor<2x1x4xf64>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<1x6x1xf32>)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : tensor<2x1x4xf64>)
// CHECK-SAME: bias(%[[B]] : tensor<1x6x1xf32>) : tensor<2x6x4xf64>
func.func @operands_of_rank_r(%x: tensor<2x6x4xf64>, %a: tensor<2x1x4xf64>,
    %b: tensor<1x6x1xf32>) {
  %y = norm.derf %x alpha(%a : tensor<2x1x4xf64>) bias(%b : tensor<1x6x1xf32>) : tensor<2x6x4xf64>
  return
}

// CHECK-LABEL: func @zero_extent(
// CHECK-SAME: %[[X:[^:]+]]: tensor<0x8xf32>, %[[A:[^:]+]]: f64)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : f64) : tensor<0x8xf32>
func.func @zero_extent(%x: tensor<0x8xf32>, %a: f64) {
  %y = norm.derf %x alpha(%a : f64) : tensor<0x8xf32>
  return
}

// CHECK-LABEL: func @rank_1(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>, %[[A:[^:]+]]: f32)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : f32) : tensor<?xf32>
func.func @rank_1(%x: tensor<?xf32>, %a: f32) {
  %y = norm.derf %x alpha(%a : f32) : tensor<?xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x2x3x?x5x6xf32>, %[[A:[^:]+]]: f32)
// CHECK: norm.derf %[[X]] alpha(%[[A]] : f32) narrow statistics : tensor<1x2x3x?x5x6xf32>
func.func @rank_6(%x: tensor<1x2x3x?x5x6xf32>, %a: f32) {
  %y = norm.derf %x alpha(%a : f32) narrow statistics : tensor<1x2x3x?x5x6xf32>
  return
}
