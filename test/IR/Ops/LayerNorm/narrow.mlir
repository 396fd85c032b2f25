// Where values are rounded, and in which type they are computed.
// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-LABEL: func @last(
// CHECK: ^bb0(%{{.*}}: bf16, %[[G:.*]]: bf16):
// CHECK-NOT: truncf
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %{{.*}}, %{{.*}} : f32
// CHECK: %[[WIDE:.*]] = arith.extf %[[G]] : bf16 to f32
// CHECK: %[[SCALED:.*]] = arith.mulf %{{.*}}, %[[WIDE]] : f32
// CHECK: %[[Y:.*]] = arith.truncf %[[SCALED]] : f32 to bf16
// CHECK: norm.yield %[[Y]] : bf16
func.func @last(%x: tensor<4x8xbf16>, %g: tensor<8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x scale(%g : tensor<8xbf16>) over [1] epsilon 1.0e-05 : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @before_scale(
// CHECK: ^bb0(%{{.*}}: bf16, %[[G:.*]]: f32):
// CHECK: %[[RSTD:.*]] = math.rsqrt %{{.*}} : f32
// CHECK: %[[NORMALIZED:.*]] = arith.mulf %{{.*}}, %[[RSTD]] : f32
// CHECK: %[[ROUNDED:.*]] = arith.truncf %[[NORMALIZED]] : f32 to bf16
// CHECK: %[[NARROW:.*]] = arith.truncf %[[G]] : f32 to bf16
// CHECK: %[[Y:.*]] = arith.mulf %[[ROUNDED]], %[[NARROW]] : bf16
// CHECK: norm.yield %[[Y]] : bf16
func.func @before_scale(%x: tensor<4x8xbf16>, %g: tensor<8xf32>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x scale(%g : tensor<8xf32>) over [1] epsilon 1.0e-05
      narrow before_scale : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @statistics(
// CHECK: ^bb0(%[[X:.*]]: bf16):
// CHECK: norm.reduce <add> %{{.*}} : f32
// CHECK: %[[MEAN:.*]] = arith.divf %{{.*}} : f32
// CHECK: norm.reduce <add> %{{.*}} : f32
// CHECK: %[[VARIANCE:.*]] = arith.divf %{{.*}} : f32
// CHECK: %[[NARROW_MEAN:.*]] = arith.truncf %[[MEAN]] : f32 to bf16
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]], %[[NARROW_MEAN]] : bf16
// CHECK: %[[NARROW_VARIANCE:.*]] = arith.truncf %[[VARIANCE]] : f32 to bf16
// CHECK: %[[GUARDED:.*]] = arith.addf %[[NARROW_VARIANCE]], %{{.*}} : bf16
// CHECK: %[[RSTD:.*]] = math.rsqrt %[[GUARDED]] : bf16
// CHECK: %[[Y:.*]] = arith.mulf %[[CENTERED]], %[[RSTD]] : bf16
// CHECK: norm.yield %[[Y]] : bf16
func.func @statistics(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 narrow statistics : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @compute(
// CHECK: ^bb0(%[[X:.*]]: f32):
// CHECK: %[[WIDE:.*]] = arith.extf %[[X]] : f32 to f64
// CHECK: norm.reduce <add> %[[WIDE]] : f64
// CHECK: %[[EPSILON:.*]] = arith.constant 1.000000e-05 : f64
// CHECK: %[[Y:.*]] = arith.truncf %{{.*}} : f64 to f32
// CHECK: norm.yield %[[Y]] : f32
func.func @compute(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 compute f64 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// f16 and bf16 meet in f32.
// CHECK-LABEL: func @two_narrow_types(
// CHECK: ^bb0(%{{.*}}: f16, %[[G:.*]]: bf16):
// CHECK: %[[WIDE:.*]] = arith.extf %[[G]] : bf16 to f32
// CHECK: %[[NARROW:.*]] = arith.truncf %[[WIDE]] : f32 to f16
// CHECK: arith.mulf %{{.*}}, %[[NARROW]] : f16
func.func @two_narrow_types(%x: tensor<4x8xf16>, %g: tensor<8xbf16>) -> tensor<4x8xf16> {
  %y = norm.layer_norm %x scale(%g : tensor<8xbf16>) over [1] epsilon 1.0e-05
      narrow before_scale : tensor<4x8xf16>
  return %y : tensor<4x8xf16>
}
