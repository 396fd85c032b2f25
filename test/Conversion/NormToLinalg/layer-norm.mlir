// RUN: norm-opt %s --norm-expand --convert-norm-to-linalg --canonicalize --cse | FileCheck %s

// Mean and reciprocal deviation live once per row, centered values nowhere.
// CHECK-DAG: #[[$FULL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: func @layer_norm
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
func.func @layer_norm(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK:      %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[$FULL]], #[[$ROW]]], iterator_types = ["parallel", "reduction"]}
  // CHECK-SAME:   ins(%[[X]] : tensor<4x8xf32>)
  // CHECK:        arith.addf
  // CHECK:      %[[MEAN:.*]] = linalg.generic {{.*}} ins(%[[SUM]] : tensor<4xf32>)
  // CHECK:        arith.divf
  // CHECK:      %[[SQUARES:.*]] = linalg.generic {{.*}}"reduction"]} ins(%[[X]], %[[MEAN]] :
  // CHECK:        arith.subf
  // CHECK:        arith.mulf
  // CHECK:        arith.addf
  // CHECK:      %[[RSTD:.*]] = linalg.generic {{.*}} ins(%[[SQUARES]] : tensor<4xf32>)
  // CHECK:        math.rsqrt
  // CHECK:      %[[Y:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]], %[[MEAN]], %[[RSTD]] :
  // CHECK-NOT:  math.rsqrt
  // CHECK:      return %[[Y]]
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Sums over the same row, neither waiting for the other, share a stage.
// CHECK-LABEL: func @independent_sums
func.func @independent_sums(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK:      linalg.generic {{.*}}"reduction"]}
  // CHECK:      -> (tensor<4xf32>, tensor<4xf32>)
  // CHECK-NOT:  "reduction"
  // CHECK:      return
  %y = norm.rms_norm %x over [1] compressed epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
