// RUN: norm-opt %s --canonicalize | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#one = affine_map<(r, c) -> (r)>

// CHECK-LABEL: func @scaled
// CHECK:       ^bb0(%[[X:.*]]: f32):
// CHECK-DAG:     %[[C:.*]] = arith.constant 1.250000e-01
// CHECK-DAG:     %[[MAX:.*]] = norm.reduce <maximumf> %[[X]] over [1]
// CHECK:         %[[SCALED:.*]] = arith.mulf %[[MAX]], %[[C]]
// CHECK:         norm.yield %[[SCALED]]
func.func @scaled(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#row, #one], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %c = arith.constant 0.125 : f32
    %scaled = arith.mulf %e, %c : f32
    %max = norm.reduce <maximumf> %scaled over [1] : f32
    norm.yield %max : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// A negative factor turns the order around.
// CHECK-LABEL: func @negative_factor
// CHECK:         %[[SCALED:.*]] = arith.mulf
// CHECK:         norm.reduce <maximumf> %[[SCALED]]
func.func @negative_factor(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#row, #one], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %c = arith.constant -0.125 : f32
    %scaled = arith.mulf %e, %c : f32
    %max = norm.reduce <maximumf> %scaled over [1] : f32
    norm.yield %max : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// A sum of rounded products is another sum.
// CHECK-LABEL: func @negative_sum
// CHECK:         %[[SCALED:.*]] = arith.mulf
// CHECK:         norm.reduce <add> %[[SCALED]]
func.func @negative_sum(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#row, #one], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %c = arith.constant 0.125 : f32
    %scaled = arith.mulf %e, %c : f32
    %sum = norm.reduce <add> %scaled over [1] : f32
    norm.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
