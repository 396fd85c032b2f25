// RUN: norm-opt %s --norm-expand --canonicalize --cse --norm-plan=cpu=x86-64-v3 | FileCheck %s

// By default the sum waits for the maximum.
// CHECK-LABEL: func @three_pass
// CHECK: norm.plan = #norm.plan<softmax = three_pass,
// CHECK: %[[MAX:.*]] = norm.reduce <maximumf> %[[Z:.*]] :
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[Z]], %[[MAX]]
// CHECK: %[[EXP:.*]] = math.exp %[[SHIFTED]]
// CHECK: norm.reduce <add> %[[EXP]]
func.func @three_pass(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.softmax %x over [1] : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// CHECK-LABEL: func @online
// CHECK: norm.plan = #norm.plan<softmax = online,
// CHECK: %[[STATE:.*]]:2 = norm.reduce (%[[Z:.*]], %{{.*}}) identity [0xFF800000 : f32, 0.000000e+00]
// CHECK-NOT: norm.reduce
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[Z]], %[[STATE]]#0
// CHECK: math.exp %[[SHIFTED]] {norm.nonpositive}
func.func @online(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<softmax = online>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// With a sink, the sum moves from the maximum of the row to that of both.
// CHECK-LABEL: func @online_with_sink
// CHECK: %[[STATE:.*]]:2 = norm.reduce
// CHECK: %[[BOTH:.*]] = arith.maximumf %[[STATE]]#0
// CHECK: %[[APART:.*]] = arith.subf %[[STATE]]#0, %[[BOTH]]
// CHECK: %[[FACTOR:.*]] = math.exp %[[APART]]
// CHECK: arith.mulf %[[STATE]]#1, %[[FACTOR]]
func.func @online_with_sink(%x: tensor<4x512xf32>, %s: tensor<f32>) -> tensor<4x512xf32> {
  %y = norm.softmax %x sink(%s : tensor<f32>) over [1] {norm.plan = #norm.plan<softmax = online>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// No maximum of the logits at all.
// CHECK-LABEL: func @mantissa_exponent
// CHECK: norm.plan = #norm.plan<softmax = mantissa_exponent,
// CHECK: math.roundeven
// CHECK: norm.reduce (%[[EXPONENT:.*]], %[[MANTISSA:.*]]) identity [0xFF800000 : f32, 0.000000e+00]
// CHECK: math.exp2 %{{.*}} {norm.integral}
// CHECK-NOT: norm.reduce
func.func @mantissa_exponent(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %y = norm.log_softmax %x over [1] {norm.plan = #norm.plan<softmax = mantissa_exponent>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

#point = affine_map<(r, c) -> (r, c)>
#row = affine_map<(r, c) -> (r)>

// A sum weighted by the exponentials joins them.
// CHECK-LABEL: func @weighted
// CHECK: ^bb0(%[[Z:.*]]: f32, %[[W:.*]]: f32):
// CHECK: norm.reduce (%[[Z]], %{{.*}}, %[[W]]) identity
func.func @weighted(%z: tensor<4x512xf32>, %w: tensor<4x512xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%z, %w : tensor<4x512xf32>, tensor<4x512xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#point, #point, #row], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<softmax = online>} {
  ^bb0(%ze: f32, %we: f32):
    %max = norm.reduce <maximumf> %ze : f32
    %shifted = arith.subf %ze, %max : f32
    %exp = math.exp %shifted : f32
    %sum = norm.reduce <add> %exp : f32
    %product = arith.mulf %exp, %we : f32
    %weighted = norm.reduce <add> %product : f32
    %mean = arith.divf %weighted, %sum : f32
    norm.yield %mean : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
