// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[$CHANNEL:.*]] = affine_map<(d0, d1, d2) -> (d1)>
// CHECK-DAG: #[[$LAST:.*]] = affine_map<(d0, d1, d2) -> (d2)>

// CHECK-LABEL: func @formula(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$CHANNEL]], #[[$CHANNEL]], #[[$CHANNEL]], #[[$CHANNEL]], #[[$POINTS]]]
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[M:.*]]: f32, %[[V:.*]]: f32, %[[G:.*]]: f32, %[[B:.*]]: f32):
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]], %[[M]]
// CHECK: %[[GUARDED:.*]] = arith.addf %[[V]], %{{.*}}
// CHECK: %[[RSTD:.*]] = math.rsqrt %[[GUARDED]]
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %[[CENTERED]], %[[RSTD]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[G]]
// CHECK: %[[Y:.*]] = arith.addf %[[SCALED]], %[[B]]
// CHECK: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<2x6x4xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>, %g: tensor<6xf32>,
    %b: tensor<6xf32>) -> tensor<2x6x4xf32> {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      scale(%g : tensor<6xf32>) bias(%b : tensor<6xf32>) epsilon 1.0e-05 : tensor<2x6x4xf32>
  return %y : tensor<2x6x4xf32>
}

// CHECK-LABEL: func @channels_last(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$LAST]], #[[$LAST]], #[[$POINTS]]]
func.func @channels_last(%x: tensor<2x4x6xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>)
    -> tensor<2x4x6xf32> {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>) channel_dim 2
      epsilon 1.0e-05 : tensor<2x4x6xf32>
  return %y : tensor<2x4x6xf32>
}

// CHECK-LABEL: func @epsilon_clamps(
// CHECK: %[[STD:.*]] = math.sqrt
// CHECK: %[[D:.*]] = arith.maximumf %[[STD]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @epsilon_clamps(%x: tensor<2x6x4xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>)
    -> tensor<2x6x4xf32> {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      epsilon 1.0e-05 epsilon_mode clamp : tensor<2x6x4xf32>
  return %y : tensor<2x6x4xf32>
}

// Given statistics are rounded like taken ones.
// CHECK-LABEL: func @narrow_statistics(
// CHECK: ^bb0(%[[X:.*]]: f16, %[[M:.*]]: f32, %[[V:.*]]: f32):
// CHECK: %[[NARROW:.*]] = arith.truncf %[[M]] : f32 to f16
// CHECK: arith.subf %[[X]], %[[NARROW]] : f16
// CHECK: arith.truncf %[[V]] : f32 to f16
// CHECK: math.rsqrt %{{.*}} : f16
func.func @narrow_statistics(%x: tensor<2x6xf16>, %m: tensor<6xf32>, %v: tensor<6xf32>)
    -> tensor<2x6xf16> {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      epsilon 1.0e-03 narrow statistics : tensor<2x6xf16>
  return %y : tensor<2x6xf16>
}

// CHECK-LABEL: func @compute(
// CHECK: ^bb0(%[[X:[^:]+]]: f32, %{{.*}}
// CHECK: arith.extf %[[X]] : f32 to f64
// CHECK: math.rsqrt %{{.*}} : f64
// CHECK: arith.truncf %{{.*}} : f64 to f32
func.func @compute(%x: tensor<2x6xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>) -> tensor<2x6xf32> {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      epsilon 1.0e-05 compute f64 : tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}
