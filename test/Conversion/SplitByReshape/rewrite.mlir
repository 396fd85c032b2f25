// RUN: norm-opt %s --norm-split-by-reshape | FileCheck %s

// CHECK-LABEL: func @unknown_groups(
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32>, %[[G:.*]]: index, %[[W:.*]]: index)
func.func @unknown_groups(%x: tensor<?x3xf32>, %g: index, %w: index) -> tensor<?x?x3xf32> {
  // CHECK: %[[C3:.*]] = arith.constant 3 : index
  // CHECK: %[[SHAPE:.*]] = tensor.from_elements %[[G]], %[[W]], %[[C3]] : tensor<3xindex>
  // CHECK: tensor.reshape %[[X]](%[[SHAPE]])
  %y = tensor.expand_shape %x [[0, 1], [2]] output_shape [%g, %w, 3]
      : tensor<?x3xf32> into tensor<?x?x3xf32>
  return %y : tensor<?x?x3xf32>
}

// CHECK-LABEL: func @negative_one_unknown(
func.func @negative_one_unknown(%x: tensor<?x3xf32>, %w: index) -> tensor<2x?x3xf32> {
  // CHECK: tensor.expand_shape
  %y = tensor.expand_shape %x [[0, 1], [2]] output_shape [2, %w, 3]
      : tensor<?x3xf32> into tensor<2x?x3xf32>
  return %y : tensor<2x?x3xf32>
}
