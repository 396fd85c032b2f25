// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$ROWS:.*]] = affine_map<(d0, d1) -> (d0, 0)>
// CHECK-DAG: #[[$COLUMNS:.*]] = affine_map<(d0, d1) -> (0, d1)>
// CHECK-DAG: #[[$ALL:.*]] = affine_map<(d0, d1) -> (0, 0)>

// CHECK-LABEL: func @formula(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$ROWS]], #[[$COLUMNS]], #[[$ALL]]]
// CHECK-SAME: iterator_types = ["reduction", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[N1:.*]] = norm.count over [1] : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[X]] over [1] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %[[N1]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[N0:.*]] = norm.count over [0] : f32
// CHECK: %[[SUM0:.*]] = norm.reduce <add> %[[SQUARE]] over [0] : f32
// CHECK: %[[RAW:.*]] = arith.divf %[[SUM0]], %[[N0]]
// CHECK: %[[SUM_ALL:.*]] = norm.reduce <add> %[[X]] over [0, 1] : f32
// CHECK: %[[MEAN_ALL:.*]] = arith.divf %[[SUM_ALL]], %{{.*}}
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]], %[[MEAN_ALL]]
// CHECK: %[[CENTERED2:.*]] = arith.mulf %[[CENTERED]], %[[CENTERED]]
// CHECK: %[[SUM2:.*]] = norm.reduce <add> %[[CENTERED2]] over [0, 1] : f32
// CHECK: %[[CENTRAL:.*]] = arith.divf %[[SUM2]], %{{.*}}
// CHECK: norm.yield %[[MEAN]], %[[RAW]], %[[CENTRAL]] : f32, f32, f32
// CHECK-NEXT: -> (tensor<4x1xf32>, tensor<1x8xf32>, tensor<1x1xf32>)
func.func @formula(%x: tensor<4x8xf32>) -> (tensor<4x1xf32>, tensor<1x8xf32>, tensor<1x1xf32>) {
  %m:3 = norm.moments %x mean over [1], raw_second over [0], central_second over [0, 1]
      : tensor<4x8xf32>
  return %m#0, %m#1, %m#2 : tensor<4x1xf32>, tensor<1x8xf32>, tensor<1x1xf32>
}

// A mean keeps the divisor n next to an unbiased central moment.
// CHECK-LABEL: func @unbiased(
// CHECK: %[[N:.*]] = norm.count over [1] : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %{{.*}} over [1] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %[[N]]
// CHECK: %[[N2:.*]] = norm.count over [1] : f32
// CHECK: norm.reduce
// CHECK: %[[N3:.*]] = norm.count over [1] : f32
// CHECK: %[[SUM2:.*]] = norm.reduce <add> %{{.*}} over [1] : f32
// CHECK: %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[FREE:.*]] = arith.subf %[[N3]], %[[ONE]]
// CHECK: %[[VARIANCE:.*]] = arith.divf %[[SUM2]], %[[FREE]]
// CHECK: norm.yield %[[MEAN]], %[[VARIANCE]]
func.func @unbiased(%x: tensor<4x8xf32>) -> (tensor<4x1xf32>, tensor<4x1xf32>) {
  %m:2 = norm.moments %x mean over [1], central_second over [1] ddof 1 : tensor<4x8xf32>
  return %m#0, %m#1 : tensor<4x1xf32>, tensor<4x1xf32>
}

// CHECK-LABEL: func @results_are_in_compute(
// CHECK: ^bb0(%[[X:.*]]: bf16):
// CHECK: %[[WIDE:.*]] = arith.extf %[[X]] : bf16 to f64
// CHECK: norm.reduce <add> %[[WIDE]] over [0] : f64
// CHECK-NOT: truncf
// CHECK: norm.yield %{{.*}} : f64
func.func @results_are_in_compute(%x: tensor<4x8xbf16>) -> tensor<1x8xf64> {
  %m = norm.moments %x mean over [0] compute f64 : tensor<4x8xbf16>
  return %m : tensor<1x8xf64>
}
