// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$SCALAR:.*]] = affine_map<(d0, d1) -> ()>
// CHECK-DAG: #[[$LAST:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG: #[[$FIRST:.*]] = affine_map<(d0, d1) -> (d0)>

// CHECK-LABEL: func @formula(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$SCALAR]], #[[$LAST]], #[[$LAST]], #[[$POINTS]]]
// CHECK-SAME: iterator_types = ["parallel", "parallel"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[A:.*]]: f32, %[[G:.*]]: f32, %[[B:.*]]: f32):
// CHECK-NEXT: %[[Z:.*]] = arith.mulf %[[A]], %[[X]]
// CHECK-NEXT: %[[ERF:.*]] = math.erf %[[Z]]
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[ERF]], %[[G]]
// CHECK-NEXT: %[[Y:.*]] = arith.addf %[[SCALED]], %[[B]]
// CHECK-NEXT: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<4x8xf32>, %a: tensor<f32>, %g: tensor<8xf32>, %b: tensor<8xf32>)
    -> tensor<4x8xf32> {
  %y = norm.derf %x alpha(%a : tensor<f32>) scale(%g : tensor<8xf32>) bias(%b : tensor<8xf32>)
      : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @shift(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[A:.*]]: f32, %[[S:.*]]: f32):
// CHECK-NEXT: %[[PRODUCT:.*]] = arith.mulf %[[A]], %[[X]]
// CHECK-NEXT: %[[Z:.*]] = arith.addf %[[PRODUCT]], %[[S]]
// CHECK-NEXT: math.erf %[[Z]]
func.func @shift(%x: tensor<4x8xf32>, %a: f32, %s: tensor<8xf32>) -> tensor<4x8xf32> {
  %y = norm.derf %x alpha(%a : f32) shift(%s : tensor<8xf32>) : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @channel(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$FIRST]], #[[$POINTS]]]
func.func @channel(%x: tensor<4x8xf32>, %a: tensor<4xf32>) -> tensor<4x8xf32> {
  %y = norm.derf %x alpha(%a : tensor<4xf32>) channel_dim 0 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @before_scale(
// CHECK: %[[ERF:.*]] = math.erf %{{.*}} : f32
// CHECK: %[[ROUNDED:.*]] = arith.truncf %[[ERF]] : f32 to bf16
// CHECK: arith.mulf %[[ROUNDED]], %{{.*}} : bf16
func.func @before_scale(%x: tensor<4x8xbf16>, %a: f32, %g: tensor<8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.derf %x alpha(%a : f32) scale(%g : tensor<8xbf16>) narrow before_scale
      : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// Without statistics, all is in the data type.
// CHECK-LABEL: func @narrow_statistics(
// CHECK: ^bb0(%[[X:.*]]: bf16, %[[A:.*]]: f32):
// CHECK: %[[NARROW:.*]] = arith.truncf %[[A]] : f32 to bf16
// CHECK: arith.mulf %[[NARROW]], %[[X]] : bf16
// CHECK: math.erf %{{.*}} : bf16
func.func @narrow_statistics(%x: tensor<4x8xbf16>, %a: f32) -> tensor<4x8xbf16> {
  %y = norm.derf %x alpha(%a : f32) narrow statistics : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @compute(
// CHECK: math.erf %{{.*}} : f64
// CHECK: arith.truncf %{{.*}} : f64 to f32
func.func @compute(%x: tensor<4x8xf32>, %a: f32) -> tensor<4x8xf32> {
  %y = norm.derf %x alpha(%a : f32) compute f64 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
