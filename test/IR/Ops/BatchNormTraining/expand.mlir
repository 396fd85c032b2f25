// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
// CHECK-DAG: #[[$CHANNEL:.*]] = affine_map<(d0, d1, d2) -> (d1)>

// CHECK-LABEL: func @formula(
// CHECK: indexing_maps = [#[[$POINTS]], #[[$CHANNEL]], #[[$CHANNEL]], #[[$POINTS]], #[[$CHANNEL]], #[[$CHANNEL]]]
// CHECK-SAME: iterator_types = ["reduction", "parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[G:.*]]: f32, %[[B:.*]]: f32):
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[X]] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %[[N]]
// CHECK: %[[DISTANCE:.*]] = arith.subf %[[X]], %[[MEAN]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[DISTANCE]], %[[DISTANCE]]
// CHECK: %[[SUM2:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[VARIANCE:.*]] = arith.divf %[[SUM2]], %{{.*}}
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]], %[[MEAN]]
// CHECK: %[[GUARDED:.*]] = arith.addf %[[VARIANCE]], %{{.*}}
// CHECK: %[[RSTD:.*]] = math.rsqrt %[[GUARDED]]
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %[[CENTERED]], %[[RSTD]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[G]]
// CHECK: %[[Y:.*]] = arith.addf %[[SCALED]], %[[B]]
// CHECK: norm.yield %[[Y]], %[[MEAN]], %[[VARIANCE]] : f32, f32, f32
// CHECK-NEXT: -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
func.func @formula(%x: tensor<2x6x4xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>)
    -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = norm.batch_norm_training %x scale(%g : tensor<6xf32>) bias(%b : tensor<6xf32>)
      epsilon 1.0e-05 : tensor<2x6x4xf32>
  return %y#0, %y#1, %y#2 : tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>
}

// The statistics leave in `compute`, whatever the data is rounded to.
// CHECK-LABEL: func @statistics_of_narrow_data(
// CHECK: ^bb0(%{{.*}}: bf16):
// CHECK: %[[MEAN:.*]] = arith.divf %{{.*}} : f64
// CHECK: %[[VARIANCE:.*]] = arith.divf %{{.*}} : f64
// CHECK: arith.truncf %[[MEAN]] : f64 to bf16
// CHECK: %[[NARROW:.*]] = arith.truncf %[[VARIANCE]] : f64 to bf16
// CHECK: %[[STD:.*]] = math.sqrt %[[NARROW]] : bf16
// CHECK: arith.maximumf %[[STD]], %{{.*}} : bf16
// CHECK: norm.yield %{{.*}}, %[[MEAN]], %[[VARIANCE]] : bf16, f64, f64
func.func @statistics_of_narrow_data(%x: tensor<2x6xbf16>)
    -> (tensor<2x6xbf16>, tensor<6xf64>, tensor<6xf64>) {
  %y:3 = norm.batch_norm_training %x epsilon 1.0e-05 epsilon_mode clamp narrow statistics
      compute f64 : tensor<2x6xbf16>
  return %y#0, %y#1, %y#2 : tensor<2x6xbf16>, tensor<6xf64>, tensor<6xf64>
}

// CHECK-LABEL: func @dynamic_channels_last(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x?xf32>)
// CHECK: %[[C:.*]] = tensor.dim %[[X]], %c1
// CHECK: tensor.empty(%[[C]]) : tensor<2x?xf32>
// CHECK: tensor.empty(%{{.*}}) : tensor<?xf32>
// CHECK: iterator_types = ["reduction", "parallel"]
func.func @dynamic_channels_last(%x: tensor<2x?xf32>)
    -> (tensor<2x?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %y:3 = norm.batch_norm_training %x epsilon 1.0e-05 : tensor<2x?xf32>
  return %y#0, %y#1, %y#2 : tensor<2x?xf32>, tensor<?xf32>, tensor<?xf32>
}

// A channel of one point is its own mean.
// CHECK-LABEL: func @rank_1(
// CHECK: norm.generic
// CHECK-SAME: iterator_types = ["parallel"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[N:.*]] = arith.constant 1.000000e+00 : f32
// CHECK-NEXT: %[[MEAN:.*]] = arith.divf %[[X]], %[[N]]
// CHECK-NOT: norm.reduce
func.func @rank_1(%x: tensor<6xf32>) -> (tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = norm.batch_norm_training %x channel_dim 0 epsilon 1.0e-05 : tensor<6xf32>
  return %y#0, %y#1, %y#2 : tensor<6xf32>, tensor<6xf32>, tensor<6xf32>
}
