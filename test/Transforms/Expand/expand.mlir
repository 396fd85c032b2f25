// RUN: norm-opt %s -norm-expand | FileCheck %s

// A chain: the second definition reads the first one's result.
// CHECK-LABEL: func @chain
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xbf16>
// CHECK:         %[[SOFTMAX:.*]] = norm.generic ins(%[[X]]
// CHECK:           norm.reduce <maximumf>
// CHECK:         %[[RESULT:.*]] = norm.generic ins(%[[SOFTMAX]]
// CHECK:           norm.reduce <add>
// CHECK:         return %[[RESULT]]
func.func @chain(%x: tensor<?x8xbf16>) -> tensor<?x8xbf16> {
  %s = norm.softmax %x over [1] : tensor<?x8xbf16>
  %y = norm.rms_norm %s over [1] epsilon 1.0e-6 : tensor<?x8xbf16>
  return %y : tensor<?x8xbf16>
}

// A normalizer inside a loop is expanded there.
// CHECK-LABEL: func @nested
// CHECK:         scf.for
// CHECK-NEXT:      tensor.empty
// CHECK-NEXT:      norm.generic
// CHECK:           scf.yield
func.func @nested(%x: tensor<4x8xf32>, %n: index) -> tensor<4x8xf32> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %y = scf.for %i = %zero to %n step %one iter_args(%z = %x) -> tensor<4x8xf32> {
    %s = norm.softmax %z over [1] : tensor<4x8xf32>
    scf.yield %s : tensor<4x8xf32>
  }
  return %y : tensor<4x8xf32>
}

// What is defined already stays as it is.
// CHECK-LABEL: func @negative_generic
// CHECK-COUNT-1: norm.generic
// CHECK-NOT:     norm.generic
func.func @negative_generic(%x: tensor<4x8xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %m = norm.reduce <maximumf> %xe : f32
    norm.yield %m : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
