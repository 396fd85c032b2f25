// RUN: norm-opt %s --norm-expand --canonicalize --cse --norm-plan=cpu=x86-64-v3 | FileCheck %s

// By default the variance waits for the mean.
// CHECK-LABEL: func @two_pass
// CHECK: norm.plan = #norm.plan<moments = two_pass,
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[X:.*]] :
// CHECK: %[[MEAN:.*]] = arith.divf %[[SUM]]
// CHECK: %[[CENTERED:.*]] = arith.subf %[[X]], %[[MEAN]]
// CHECK: %[[SQUARE:.*]] = arith.mulf %[[CENTERED]], %[[CENTERED]]
// CHECK: norm.reduce <add> %[[SQUARE]]
func.func @two_pass(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// A point is a count of one, itself, and a sum of 0 or NaN.
// CHECK-LABEL: func @welford
// CHECK: norm.plan = #norm.plan<moments = welford,
// CHECK: norm.reduce <add> %[[X:.*]] :
// CHECK: %[[ZERO:.*]] = arith.subf %[[X]], %[[X]]
// CHECK: %[[STATE:.*]]:4 = norm.reduce (%{{.*}}, %[[X]], %{{.*}}, %[[ZERO]]) identity [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00]
// CHECK-NOT: norm.reduce
// CHECK: arith.divf %[[STATE]]#3
func.func @welford(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 {norm.plan = #norm.plan<moments = welford>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// The sum about the first element becomes that about the mean, never negative.
// CHECK-LABEL: func @shifted
// CHECK: norm.plan = #norm.plan<moments = shifted,
// CHECK: %[[STATE:.*]]:4 = norm.reduce
// CHECK: %[[MEAN:.*]] = arith.divf %[[STATE]]#2
// CHECK: %[[PRODUCT:.*]] = arith.mulf %[[STATE]]#2, %[[MEAN]]
// CHECK: %[[SUM:.*]] = arith.subf %[[STATE]]#3, %[[PRODUCT]]
// CHECK: arith.maximumf %[[SUM]]
func.func @shifted(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 {norm.plan = #norm.plan<moments = shifted>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

#point = affine_map<(r, c) -> (r, c)>
#row = affine_map<(r, c) -> (r)>

// A mean by the reciprocal of the count, in a wider type, is one.
// CHECK-LABEL: func @by_reciprocal
// CHECK: %[[WIDE:.*]] = arith.extf
// CHECK: norm.reduce ({{.*}}, %[[WIDE]], {{.*}}) identity
func.func @by_reciprocal(%x: tensor<4x512xf32>, %init: tensor<4xf64>) -> tensor<4xf64> {
  %v = norm.generic ins(%x : tensor<4x512xf32>) outs(%init : tensor<4xf64>)
      {indexing_maps = [#point, #row], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<moments = welford>} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %reciprocal = arith.constant 0.001953125 : f32
    %mean = arith.mulf %reciprocal, %sum : f32
    %centered = arith.subf %mean, %xe : f32
    %wide = arith.extf %centered : f32 to f64
    %square = arith.mulf %wide, %wide : f64
    %squares = norm.reduce <add> %square : f64
    norm.yield %squares : f64
  } -> tensor<4xf64>
  return %v : tensor<4xf64>
}

// What lies behind no other reduction is the same in every algorithm.
// CHECK-LABEL: func @negative_no_chain
// CHECK-NOT: moments
// CHECK: norm.reduce <add>
func.func @negative_no_chain(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-5 {norm.plan = #norm.plan<moments = welford>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}
