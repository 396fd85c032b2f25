// RUN: norm-opt %s --norm-round-to-bf16 | FileCheck %s

// CHECK-LABEL: func @from_f64
// CHECK-SAME:    %[[X:.*]]: f64
func.func @from_f64(%x: f64) -> bf16 {
  // CHECK: %[[NEAREST:.*]] = arith.truncf %[[X]] : f64 to f32
  // CHECK: arith.bitcast %[[NEAREST]] : f32 to i32
  // CHECK: %[[ODD:.*]] = arith.bitcast %{{.*}} : i32 to f32
  // CHECK: arith.truncf %[[ODD]] : f32 to bf16
  %0 = arith.truncf %x : f64 to bf16
  return %0 : bf16
}

// CHECK-LABEL: func @vector_from_f64
// CHECK-NOT: arith.truncf {{.*}} to vector<4xbf16>
// CHECK: arith.trunci {{.*}} : vector<4xi32> to vector<4xi16>
func.func @vector_from_f64(%x: vector<4xf64>) -> vector<4xbf16> {
  %0 = arith.truncf %x : vector<4xf64> to vector<4xbf16>
  return %0 : vector<4xbf16>
}

// CHECK-LABEL: func @negative_other_types
func.func @negative_other_types(%x: f64, %y: f32) -> (f16, bf16) {
  // CHECK-NOT: bitcast
  %0 = arith.truncf %x : f64 to f16
  %1 = arith.truncf %y : f32 to bf16
  return %0, %1 : f16, bf16
}
