// RUN: norm-opt %s --norm-accurate-math | FileCheck %s

// CHECK-LABEL: func @near_zero
func.func @near_zero(%x: f32, %d: f64) -> (f32, f64) {
  // CHECK-DAG: call @expm1f
  // CHECK-DAG: call @log1p
  %0 = math.expm1 %x : f32
  %1 = math.log1p %d : f64
  return %0, %1 : f32, f64
}

// CHECK-LABEL: func @negative_exact_elsewhere
func.func @negative_exact_elsewhere(%x: f32) -> f32 {
  // CHECK: math.exp
  %0 = math.exp %x : f32
  return %0 : f32
}
