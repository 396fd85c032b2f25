// RUN: norm-run %s --backend=reference | FileCheck %s

func.func @main() -> (f32, f32, f32, f32, f32, f64, f64, i32, i1) {
  %four = arith.constant 4.0 : f32
  %half = arith.constant 0.5 : f32
  %neg = arith.constant -2.5 : f32
  %zero = arith.constant 0.0 : f64
  %three = arith.constant 3 : i32
  %minus = arith.constant -3 : i32
  // CHECK: result 0: f32 = 0.5
  %rsqrt = math.rsqrt %four : f32
  // CHECK: result 1: f32 = 64
  %power = math.fpowi %four, %three : f32, i32
  // CHECK: result 2: f32 = 0.5205
  %erf = math.erf %half : f32
  // CHECK: result 3: f32 = -2
  %even = math.roundeven %neg : f32
  // CHECK: result 4: f32 = 0.5
  %clamped = math.clampf %four to [%neg, %half] : f32
  // CHECK: result 5: f64 = 0
  // CHECK: result 6: f64 = 1
  %sin, %cos = math.sincos %zero : f64
  // CHECK: result 7: i32 = 3
  %abs = math.absi %minus : i32
  // CHECK: result 8: i1 = false
  %nan = math.isnan %four : f32
  return %rsqrt, %power, %erf, %even, %clamped, %sin, %cos, %abs, %nan
      : f32, f32, f32, f32, f32, f64, f64, i32, i1
}
