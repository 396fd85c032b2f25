// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>)
// CHECK: norm.rms_norm %[[X]] over [1] epsilon 1.000000e-05 : tensor<4x8xf32>
func.func @defaults_are_not_printed(%x: tensor<4x8xf32>) {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-05 epsilon_mode inside narrow last : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @partial(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf16>, %[[G:[^:]+]]: tensor<8xf32>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<8xf32>)
// CHECK: norm.rms_norm %[[X]] scale(%[[G]] : tensor<8xf32>) bias(%[[B]] : tensor<8xf32>)
// CHECK-SAME: over [1] partial 2 epsilon 1.000000e-05 epsilon_mode outside
// CHECK-SAME: narrow before_scale compute f64 : tensor<4x8xf16>
func.func @partial(%x: tensor<4x8xf16>, %g: tensor<8xf32>, %b: tensor<8xf32>) {
  %y = norm.rms_norm %x scale(%g : tensor<8xf32>) bias(%b : tensor<8xf32>)
      over [1] partial 2 epsilon 1.0e-05 epsilon_mode outside narrow before_scale
      compute f64 : tensor<4x8xf16>
  return
}

// CHECK-LABEL: func @compressed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>)
// CHECK: norm.rms_norm %[[X]] over [1] compressed epsilon 1.000000e-05 : tensor<4x8xf32>
func.func @compressed(%x: tensor<4x8xf32>) {
  %y = norm.rms_norm %x over [1] compressed epsilon 1.0e-05 : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @operand_of_rank_r(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>, %[[G:[^:]+]]: tensor<4x1xf64>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<1x8xbf16>)
// CHECK: norm.rms_norm %[[X]] scale(%[[G]] : tensor<4x1xf64>)
// CHECK-SAME: bias(%[[B]] : tensor<1x8xbf16>) over [1] epsilon 1.000000e-05 : tensor<4x8xf32>
func.func @operand_of_rank_r(%x: tensor<4x8xf32>, %g: tensor<4x1xf64>, %b: tensor<1x8xbf16>) {
  %y = norm.rms_norm %x scale(%g : tensor<4x1xf64>) bias(%b : tensor<1x8xbf16>) over [1]
      epsilon 1.0e-05 : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @scalar_operands(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf16>, %[[G:[^:]+]]: tensor<f32>, %[[B:[^:]+]]: f64)
// CHECK: norm.rms_norm %[[X]] scale(%[[G]] : tensor<f32>) bias(%[[B]] : f64) over [1]
// CHECK-SAME: epsilon 1.000000e-05 : tensor<4x8xf16>
func.func @scalar_operands(%x: tensor<4x8xf16>, %g: tensor<f32>, %b: f64) {
  %y = norm.rms_norm %x scale(%g : tensor<f32>) bias(%b : f64) over [1]
      epsilon 1.0e-05 : tensor<4x8xf16>
  return
}

// CHECK-LABEL: func @operand_along_dims(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8x?xbf16>, %[[G:[^:]+]]: tensor<4x?xf32>)
// CHECK: norm.rms_norm %[[X]] scale(%[[G]] : tensor<4x?xf32>) over [0, 2]
// CHECK-SAME: epsilon 1.000000e-05 : tensor<4x8x?xbf16>
func.func @operand_along_dims(%x: tensor<4x8x?xbf16>, %g: tensor<4x?xf32>) {
  %y = norm.rms_norm %x scale(%g : tensor<4x?xf32>) over [0, 2]
      epsilon 1.0e-05 : tensor<4x8x?xbf16>
  return
}

// CHECK-LABEL: func @zero_extent(
// CHECK-SAME: %[[X:[^:]+]]: tensor<0x8xf64>)
// CHECK: norm.rms_norm %[[X]] over [0] epsilon 0.000000e+00 : tensor<0x8xf64>
func.func @zero_extent(%x: tensor<0x8xf64>) {
  %y = norm.rms_norm %x over [0] epsilon 0.0 : tensor<0x8xf64>
  return
}

// CHECK-LABEL: func @rank_1(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>)
// CHECK: norm.rms_norm %[[X]] over [0] epsilon 1.000000e-05 : tensor<?xf32>
func.func @rank_1(%x: tensor<?xf32>) {
  %y = norm.rms_norm %x over [0] epsilon 1.0e-05 : tensor<?xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x2x3x?x5x6xf32>)
// CHECK: norm.rms_norm %[[X]] over [1, 3, 5] epsilon 1.000000e-05 : tensor<1x2x3x?x5x6xf32>
func.func @rank_6(%x: tensor<1x2x3x?x5x6xf32>) {
  %y = norm.rms_norm %x over [1, 3, 5] epsilon 1.0e-05 : tensor<1x2x3x?x5x6xf32>
  return
}
