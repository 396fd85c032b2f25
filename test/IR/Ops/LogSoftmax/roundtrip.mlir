// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>)
// CHECK: norm.log_softmax %[[X]] over [1] : tensor<4x8xf32>
func.func @defaults_are_not_printed(%x: tensor<4x8xf32>) {
  %y = norm.log_softmax %x over [1] on_empty nan : tensor<4x8xf32>
  return
}

// CHECK-LABEL: func @every_attribute(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x8xbf16>, %[[G:[^:]+]]: f32,
// CHECK-SAME: %[[M:[^:]+]]: tensor<1x4x8xi1>, %[[S:[^:]+]]: tensor<f32>)
// CHECK: norm.log_softmax %[[X]] scale(%[[G]] : f32) mask(%[[M]] : tensor<1x4x8xi1>)
// CHECK-SAME: sink(%[[S]] : tensor<f32>) over [2] on_empty zero
// CHECK-SAME: compute f64 : tensor<2x4x8xbf16>, tensor<2x4x1xf64>
func.func @every_attribute(%x: tensor<2x4x8xbf16>, %g: f32, %m: tensor<1x4x8xi1>,
    %s: tensor<f32>) {
  %y:2 = norm.log_softmax %x scale(%g : f32) mask(%m : tensor<1x4x8xi1>)
      sink(%s : tensor<f32>) over [2] on_empty zero
      compute f64 : tensor<2x4x8xbf16>, tensor<2x4x1xf64>
  return
}

// CHECK-LABEL: func @operands_of_rank_r(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x?xf32>, %[[G:[^:]+]]: tensor<2x1x1xf16>,
// CHECK-SAME: %[[M:[^:]+]]: tensor<1x1x?xbf16>, %[[S:[^:]+]]: tensor<1x4x1xf32>)
// CHECK: norm.log_softmax %[[X]] scale(%[[G]] : tensor<2x1x1xf16>)
// CHECK-SAME: mask(%[[M]] : tensor<1x1x?xbf16>) sink(%[[S]] : tensor<1x4x1xf32>)
// CHECK-SAME: over [2] : tensor<2x4x?xf32>
func.func @operands_of_rank_r(%x: tensor<2x4x?xf32>, %g: tensor<2x1x1xf16>,
    %m: tensor<1x1x?xbf16>, %s: tensor<1x4x1xf32>) {
  %y = norm.log_softmax %x scale(%g : tensor<2x1x1xf16>) mask(%m : tensor<1x1x?xbf16>)
      sink(%s : tensor<1x4x1xf32>) over [2] : tensor<2x4x?xf32>
  return
}

// CHECK-LABEL: func @scale_along_dims(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x8xf32>, %[[G:[^:]+]]: tensor<2x8xf32>)
// CHECK: norm.log_softmax %[[X]] scale(%[[G]] : tensor<2x8xf32>) over [0, 2] : tensor<2x4x8xf32>
func.func @scale_along_dims(%x: tensor<2x4x8xf32>, %g: tensor<2x8xf32>) {
  %y = norm.log_softmax %x scale(%g : tensor<2x8xf32>) over [0, 2] : tensor<2x4x8xf32>
  return
}

// CHECK-LABEL: func @sink_of_a_unit_row(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x1xf32>, %[[S:[^:]+]]: tensor<4x1xf32>)
// CHECK: norm.log_softmax %[[X]] sink(%[[S]] : tensor<4x1xf32>) over [1] : tensor<4x1xf32>
func.func @sink_of_a_unit_row(%x: tensor<4x1xf32>, %s: tensor<4x1xf32>) {
  %y = norm.log_softmax %x sink(%s : tensor<4x1xf32>) over [1] : tensor<4x1xf32>
  return
}

// CHECK-LABEL: func @log_sum_exp_is_f32(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x?xf16>)
// CHECK: norm.log_softmax %[[X]] over [1] : tensor<4x?xf16>, tensor<4x1xf32>
func.func @log_sum_exp_is_f32(%x: tensor<4x?xf16>) {
  %y:2 = norm.log_softmax %x over [1] : tensor<4x?xf16>, tensor<4x1xf32>
  return
}

// CHECK-LABEL: func @zero_extent(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x0xf64>)
// CHECK: norm.log_softmax %[[X]] over [1] : tensor<4x0xf64>, tensor<4x1xf64>
func.func @zero_extent(%x: tensor<4x0xf64>) {
  %y:2 = norm.log_softmax %x over [1] : tensor<4x0xf64>, tensor<4x1xf64>
  return
}

// CHECK-LABEL: func @rank_1(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?xf32>)
// CHECK: norm.log_softmax %[[X]] over [0] : tensor<?xf32>
func.func @rank_1(%x: tensor<?xf32>) {
  %y = norm.log_softmax %x over [0] : tensor<?xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x2x3x?x5x6xf32>)
// CHECK: norm.log_softmax %[[X]] over [1, 3, 5] : tensor<1x2x3x?x5x6xf32>
func.func @rank_6(%x: tensor<1x2x3x?x5x6xf32>) {
  %y = norm.log_softmax %x over [1, 3, 5] : tensor<1x2x3x?x5x6xf32>
  return
}
