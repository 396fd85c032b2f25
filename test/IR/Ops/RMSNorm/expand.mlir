// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-LABEL: func @formula(
// CHECK: iterator_types = ["parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[G:.*]]: f32, %[[B:.*]]: f32):
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]], %[[N]]
// CHECK: %[[GUARDED:.*]] = arith.addf %[[MEAN]], %{{.*}}
// CHECK: %[[RRMS:.*]] = math.rsqrt %[[GUARDED]]
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %[[X]], %[[RRMS]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[G]]
// CHECK: %[[Y:.*]] = arith.addf %[[SCALED]], %[[B]]
// CHECK: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %b: f32) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<8xf32>) bias(%b : f32) over [1] epsilon 1.0e-05
      : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @partial(
// CHECK: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[AT:.*]] = norm.index 1 : index
// CHECK: %[[K:.*]] = arith.constant 3 : index
// CHECK: %[[INSIDE:.*]] = arith.cmpi ult, %[[AT]], %[[K]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[KEPT:.*]] = arith.select %[[INSIDE]], %[[SQUARE]], %[[ZERO]]
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[KEPT]] : f32
// CHECK: %[[COUNT:.*]] = arith.constant 3.000000e+00 : f32
// CHECK: arith.divf %[[SUM]], %[[COUNT]]
// CHECK: arith.mulf %[[X]], %{{.*}}
func.func @partial(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] partial 3 epsilon 1.0e-05 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// The prefix is one of the last dimension; the others count whole.
// CHECK-LABEL: func @partial_of_two_dims(
// CHECK: norm.index 1 : index
// CHECK: %[[K:.*]] = arith.constant 3.000000e+00 : f32
// CHECK: %[[ROWS:.*]] = norm.count over [0] : f32
// CHECK: %[[COUNT:.*]] = arith.mulf %[[K]], %[[ROWS]]
// CHECK: arith.divf %{{.*}}, %[[COUNT]]
func.func @partial_of_two_dims(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [0, 1] partial 3 epsilon 1.0e-05 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @compressed(
// CHECK: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[SQUARES:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[X]] : f32
// CHECK: %[[LAST:.*]] = arith.mulf %[[SUM]], %[[SUM]]
// CHECK: %[[ALL:.*]] = arith.addf %[[SQUARES]], %[[LAST]]
// CHECK: %[[N:.*]] = norm.count : f32
// CHECK: %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
// CHECK: %[[COUNT:.*]] = arith.addf %[[N]], %[[ONE]]
// CHECK: arith.divf %[[ALL]], %[[COUNT]]
func.func @compressed(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] compressed epsilon 1.0e-05 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @epsilon_clamps(
// CHECK: %[[RMS:.*]] = math.sqrt
// CHECK: %[[D:.*]] = arith.maximumf %[[RMS]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @epsilon_clamps(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-05 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Llama: the normalized value is rounded before it meets the weight.
// CHECK-LABEL: func @before_scale(
// CHECK: ^bb0(%{{.*}}: bf16, %[[G:.*]]: bf16):
// CHECK: %[[ROUNDED:.*]] = arith.truncf %{{.*}} : f32 to bf16
// CHECK: arith.mulf %[[ROUNDED]], %[[G]] : bf16
func.func @before_scale(%x: tensor<4x8xbf16>, %g: tensor<8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.rms_norm %x scale(%g : tensor<8xbf16>) over [1] epsilon 1.0e-05
      narrow before_scale : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}
