// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$ALONG:.*]] = affine_map<(d0, d1) -> (d1)>

// CHECK-LABEL: func @formula(
// CHECK-SAME: %[[X:[^:]+]]: tensor<4x8xf32>, %[[G:[^:]+]]: tensor<8xf32>, %[[B:[^:]+]]: tensor<8xf32>)
// CHECK: %[[INIT:.*]] = tensor.empty() : tensor<4x8xf32>
// CHECK: norm.generic ins(%[[X]], %[[G]], %[[B]] : {{.*}}) outs(%[[INIT]] : tensor<4x8xf32>)
// CHECK-SAME: indexing_maps = [#[[$POINTS]], #[[$ALONG]], #[[$ALONG]], #[[$POINTS]]]
// CHECK-SAME: iterator_types = ["parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[XE:.*]]: f32, %[[GE:.*]]: f32, %[[BE:.*]]: f32):
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[XE]] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %{{.*}}
// CHECK: %[[DISTANCE:.*]] = arith.subf %[[XE]], %[[MEAN]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[DISTANCE]], %[[DISTANCE]]
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[SUM2:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[VARIANCE:.*]] = arith.divf %[[SUM2]], %[[N]]
// CHECK: %[[CENTERED:.*]] = arith.subf %[[XE]], %[[MEAN]]
// CHECK: %[[EPSILON:.*]] = arith.constant 9.99999974E-6 : f32
// CHECK: %[[GUARDED:.*]] = arith.addf %[[VARIANCE]], %[[EPSILON]]
// CHECK: %[[RSTD:.*]] = math.rsqrt %[[GUARDED]]
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %[[CENTERED]], %[[RSTD]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[GE]]
// CHECK: %[[Y:.*]] = arith.addf %[[SCALED]], %[[BE]]
// CHECK: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<8xf32>) bias(%b : tensor<8xf32>)
      over [1] epsilon 1.0e-05 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @unbiased(
// CHECK: norm.reduce <add>
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add>
// CHECK: %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[FREE:.*]] = arith.subf %[[N]], %[[ONE]]
// CHECK: arith.divf %[[SUM]], %[[FREE]]
func.func @unbiased(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 ddof 1 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @epsilon_outside(
// CHECK: %[[STD:.*]] = math.sqrt
// CHECK: %[[D:.*]] = arith.addf %[[STD]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @epsilon_outside(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 epsilon_mode outside : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @epsilon_clamps(
// CHECK: %[[STD:.*]] = math.sqrt
// CHECK: %[[D:.*]] = arith.maximumf %[[STD]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @epsilon_clamps(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Extents that are not static are read off the input; a scalar has no iterator.
// CHECK-LABEL: func @dynamic(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?x4x?xf32>, %[[S:[^:]+]]: f32)
// CHECK: %[[D0:.*]] = tensor.dim %[[X]], %c0
// CHECK: %[[D2:.*]] = tensor.dim %[[X]], %c2
// CHECK: tensor.empty(%[[D0]], %[[D2]]) : tensor<?x4x?xf32>
// CHECK: norm.generic ins(%[[X]], %[[S]] : tensor<?x4x?xf32>, f32)
// CHECK-SAME: iterator_types = ["reduction", "parallel", "reduction"]
func.func @dynamic(%x: tensor<?x4x?xf32>, %s: f32) -> tensor<?x4x?xf32> {
  %y = norm.layer_norm %x scale(%s : f32) over [0, 2] epsilon 1.0e-05 : tensor<?x4x?xf32>
  return %y : tensor<?x4x?xf32>
}
