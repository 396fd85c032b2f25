// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-LABEL: func @l2(
// CHECK: iterator_types = ["parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32, %[[G:.*]]: f32, %[[B:.*]]: f32):
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[SQUARE]] : f32
// CHECK: %[[GUARDED:.*]] = arith.addf %[[SUM]], %{{.*}}
// CHECK: %[[RNORM:.*]] = math.rsqrt %[[GUARDED]]
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %[[X]], %[[RNORM]]
// CHECK: %[[SCALED:.*]] = arith.mulf %[[NORMALIZED]], %[[G]]
// CHECK: %[[Y:.*]] = arith.addf %[[SCALED]], %[[B]]
// CHECK: norm.yield %[[Y]] : f32
func.func @l2(%x: tensor<4x8xf32>, %g: f32, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l2 scale(%g : f32) bias(%b : tensor<8xf32>) over [1] epsilon 1.0e-05
      : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @l2_outside(
// CHECK: %[[SUM:.*]] = norm.reduce <add>
// CHECK: %[[NORM:.*]] = math.sqrt %[[SUM]]
// CHECK: %[[D:.*]] = arith.addf %[[NORM]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @l2_outside(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l2 over [1] epsilon 1.0e-05 epsilon_mode outside : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @l2_normalize(
// CHECK: %[[SUM:.*]] = norm.reduce <add>
// CHECK: %[[NORM:.*]] = math.sqrt %[[SUM]]
// CHECK: %[[D:.*]] = arith.maximumf %[[NORM]], %{{.*}}
// CHECK: arith.divf %{{.*}}, %[[D]]
func.func @l2_normalize(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l2 over [1] epsilon 1.0e-12 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// For p = 1, inside is outside.
// CHECK-LABEL: func @l1(
// CHECK: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[SIZE:.*]] = math.absf %[[X]]
// CHECK: %[[NORM:.*]] = norm.reduce <add> %[[SIZE]] : f32
// CHECK-NOT: sqrt
// CHECK: %[[D:.*]] = arith.addf %[[NORM]], %{{.*}}
// CHECK: arith.divf %[[X]], %[[D]]
func.func @l1(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l1 over [1] epsilon 1.0e-05 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @linf(
// CHECK: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[SIZE:.*]] = math.absf %[[X]]
// CHECK: %[[NORM:.*]] = norm.reduce <maximumf> %[[SIZE]] : f32
// CHECK-NOT: sqrt
// CHECK: %[[D:.*]] = arith.maximumf %[[NORM]], %{{.*}}
// CHECK: arith.divf %[[X]], %[[D]]
func.func @linf(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x linf over [1] epsilon 1.0e-05 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @narrow_statistics_in_f64(
// CHECK: ^bb0(%[[X:.*]]: f16):
// CHECK: %[[SUM:.*]] = norm.reduce <add> %{{.*}} : f64
// CHECK: %[[NARROW:.*]] = arith.truncf %[[SUM]] : f64 to f16
// CHECK: %[[GUARDED:.*]] = arith.addf %[[NARROW]], %{{.*}} : f16
// CHECK: %[[RNORM:.*]] = math.rsqrt %[[GUARDED]] : f16
// CHECK: arith.mulf %[[X]], %[[RNORM]] : f16
func.func @narrow_statistics_in_f64(%x: tensor<4x8xf16>) -> tensor<4x8xf16> {
  %y = norm.lp_norm %x l2 over [1] epsilon 1.0e-03 narrow statistics compute f64 : tensor<4x8xf16>
  return %y : tensor<4x8xf16>
}
