// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, d3)>
// CHECK-DAG: #[[$CHANNEL:.*]] = affine_map<(d0, d1, d2, d3) -> (d1, d2)>
// CHECK-DAG: #[[$PER_SAMPLE:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d1, d2, 0)>

// CHECK-LABEL: func @formula(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4xf32>, %[[G:[^:]+]]: tensor<6xf32>, %[[B:[^:]+]]: tensor<2x6x1xf32>)
// CHECK: %[[XS:.*]] = tensor.expand_shape %[[X]] {{\[\[}}0], [1, 2], [3]] {{.*}} into tensor<2x3x2x4xf32>
// CHECK: %[[GS:.*]] = tensor.expand_shape %[[G]] {{\[\[}}0, 1]] {{.*}} into tensor<3x2xf32>
// CHECK: %[[BS:.*]] = tensor.expand_shape %[[B]] {{\[\[}}0], [1, 2], [3]] {{.*}} into tensor<2x3x2x1xf32>
// CHECK: %[[Y:.*]] = norm.generic ins(%[[XS]], %[[GS]], %[[BS]]
// CHECK-SAME: indexing_maps = [#[[$POINTS]], #[[$CHANNEL]], #[[$PER_SAMPLE]], #[[$POINTS]]]
// CHECK-SAME: iterator_types = ["parallel", "parallel", "reduction", "reduction"]
// CHECK-NEXT: ^bb0(%[[XE:.*]]: f32, %[[GE:.*]]: f32, %[[BE:.*]]: f32):
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[XE]] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %[[N]]
// CHECK: %[[DISTANCE:.*]] = arith.subf %[[XE]], %[[MEAN]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[DISTANCE]], %[[DISTANCE]]
// CHECK: %[[SUM2:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[RSTD:.*]] = math.rsqrt
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %{{.*}}, %[[RSTD]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[GE]]
// CHECK: %[[SHIFTED:.*]] = arith.addf %[[SCALED]], %[[BE]]
// CHECK: norm.yield %[[SHIFTED]] : f32
// CHECK: tensor.collapse_shape %[[Y]] {{\[\[}}0], [1, 2], [3]] {{.*}} into tensor<2x6x4xf32>
func.func @formula(%x: tensor<2x6x4xf32>, %g: tensor<6xf32>, %b: tensor<2x6x1xf32>)
    -> tensor<2x6x4xf32> {
  %y = norm.group_norm %x scale(%g : tensor<6xf32>) bias(%b : tensor<2x6x1xf32>)
      groups 3 epsilon 1.0e-05 : tensor<2x6x4xf32>
  return %y : tensor<2x6x4xf32>
}

// CHECK-LABEL: func @channels_last(
// CHECK: tensor.expand_shape %{{.*}} {{\[\[}}0], [1], [2, 3]] {{.*}} into tensor<2x4x3x2xf32>
// CHECK: iterator_types = ["parallel", "reduction", "parallel", "reduction"]
func.func @channels_last(%x: tensor<2x4x6xf32>) -> tensor<2x4x6xf32> {
  %y = norm.group_norm %x groups 3 channel_dim 2 epsilon 1.0e-05 : tensor<2x4x6xf32>
  return %y : tensor<2x4x6xf32>
}

// CHECK-LABEL: func @dynamic_channels_are_checked(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x?xf32>)
// CHECK: %[[C:.*]] = tensor.dim %[[X]], %c1
// CHECK: %[[G:.*]] = arith.constant 3 : index
// CHECK: %[[REST:.*]] = arith.remui %[[C]], %[[G]]
// CHECK: %[[DIVISIBLE:.*]] = arith.cmpi eq, %[[REST]], %c0
// CHECK: cf.assert %[[DIVISIBLE]], "norm.group_norm expects channels to be a multiple of groups"
// CHECK: tensor.expand_shape {{.*}} into tensor<2x3x?xf32>
func.func @dynamic_channels_are_checked(%x: tensor<2x?xf32>) -> tensor<2x?xf32> {
  %y = norm.group_norm %x groups 3 epsilon 1.0e-05 : tensor<2x?xf32>
  return %y : tensor<2x?xf32>
}

// CHECK-LABEL: func @negative_static_channels_are_not_checked(
// CHECK-NOT: cf.assert
// CHECK: return
func.func @negative_static_channels_are_not_checked(%x: tensor<?x6x?xf32>) -> tensor<?x6x?xf32> {
  %y = norm.group_norm %x groups 3 epsilon 1.0e-05 : tensor<?x6x?xf32>
  return %y : tensor<?x6x?xf32>
}

// CHECK-LABEL: func @unbiased_and_outside(
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: norm.reduce
// CHECK: norm.reduce
// CHECK: arith.subf %{{.*}}, %{{.*}}
// CHECK: %[[STD:.*]] = math.sqrt
// CHECK: %[[D:.*]] = arith.addf %[[STD]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @unbiased_and_outside(%x: tensor<2x6x4xf32>) -> tensor<2x6x4xf32> {
  %y = norm.group_norm %x groups 3 epsilon 1.0e-05 epsilon_mode outside ddof 1 : tensor<2x6x4xf32>
  return %y : tensor<2x6x4xf32>
}
