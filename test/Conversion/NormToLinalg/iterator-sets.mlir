// RUN: norm-opt %s --convert-norm-to-linalg --canonicalize --cse | FileCheck %s

// Global response normalization: a norm over space, then its mean over channels.
// CHECK-LABEL: func @grn
// CHECK-SAME:    %[[X:[^:]+]]: tensor<2x3x4x5xf32>
func.func @grn(%x: tensor<2x3x4x5xf32>, %init: tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32> {
  // CHECK: %[[SQUARES:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%[[X]] :
  // CHECK: %[[SUM:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[SQUARES]] : tensor<2x3xf32>) {{.*}} -> tensor<2xf32>
  // CHECK:   math.sqrt
  // CHECK: %[[MEAN:.*]] = linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[SUM]] : tensor<2xf32>)
  // CHECK: %[[GAIN:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[SQUARES]], %[[MEAN]] :
  // CHECK:   math.sqrt
  // CHECK:   arith.divf
  // CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%[[X]], %[[GAIN]] :
  // CHECK-NOT: math.sqrt
  // CHECK:   arith.mulf
  %y = norm.generic ins(%x : tensor<2x3x4x5xf32>) outs(%init : tensor<2x3x4x5xf32>)
      {indexing_maps = [affine_map<(n, c, h, w) -> (n, c, h, w)>, affine_map<(n, c, h, w) -> (n, c, h, w)>],
       iterator_types = ["parallel", "reduction", "reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %square = arith.mulf %xe, %xe : f32
    %sum = norm.reduce <add> %square over [2, 3] : f32
    %gx = math.sqrt %sum : f32
    %total = norm.reduce <add> %gx over [1] : f32
    %channels = norm.count over [1] : f32
    %mean = arith.divf %total, %channels : f32
    %gain = arith.divf %gx, %mean : f32
    %ye = arith.mulf %xe, %gain : f32
    norm.yield %ye : f32
  } -> tensor<2x3x4x5xf32>
  return %y : tensor<2x3x4x5xf32>
}
