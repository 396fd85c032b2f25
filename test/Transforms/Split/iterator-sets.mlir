// RUN: norm-opt %s --norm-split --canonicalize | FileCheck %s

#nchw = affine_map<(n, c, h, w) -> (n, c, h, w)>

// GRN: the sum per channel leaves, the mean over channels stays with the map.
// CHECK-LABEL: func @grn
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<2x6x4x4xf32>
// CHECK:         %[[SQUARES:.*]] = norm.generic ins(%[[X]] : {{.*}}) outs({{.*}} : tensor<2x6xf32>)
// CHECK-SAME:      iterator_types = ["parallel", "parallel", "reduction", "reduction"]
// CHECK:           norm.reduce <add> %{{.*}} : f32
// CHECK:         norm.generic ins(%[[X]], %[[SQUARES]] : {{.*}}) outs({{.*}} : tensor<2x6x4x4xf32>)
// CHECK-SAME:      iterator_types = ["parallel", "reduction", "parallel", "parallel"]
// CHECK:           norm.reduce <add> %{{.*}} : f32
// CHECK:           norm.count : f32
func.func @grn(%x: tensor<2x6x4x4xf32>, %init: tensor<2x6x4x4xf32>) -> tensor<2x6x4x4xf32> {
  %y = norm.generic ins(%x : tensor<2x6x4x4xf32>) outs(%init : tensor<2x6x4x4xf32>)
      {indexing_maps = [#nchw, #nchw], iterator_types = ["parallel", "reduction", "reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %sq = arith.mulf %xe, %xe : f32
    %s = norm.reduce <add> %sq over [2, 3] : f32
    %gx = math.sqrt %s : f32
    %t = norm.reduce <add> %gx over [1] : f32
    %c = norm.count over [1] : f32
    %mean = arith.divf %t, %c : f32
    %nx = arith.divf %gx, %mean : f32
    %ye = arith.mulf %xe, %nx : f32
    norm.yield %ye : f32
  } -> tensor<2x6x4x4xf32>
  return %y : tensor<2x6x4x4xf32>
}

// One set of iterators: a generator takes it whole.
// CHECK-LABEL: func @negative_one_set
// CHECK-COUNT-1: norm.generic
// CHECK-NOT:     norm.generic
// CHECK:         return
func.func @negative_one_set(%x: tensor<4x64xf32>, %init: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %y = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4x64xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %d = arith.subf %xe, %max : f32
    %sum = norm.reduce <add> %d : f32
    %ye = arith.divf %d, %sum : f32
    norm.yield %ye : f32
  } -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// What is reduced varies along nothing that counts its points: their number
// comes with a tensor without contents.
// CHECK-LABEL: func @sum_of_a_constant
// CHECK:         %[[POINTS:.*]] = tensor.empty() : tensor<64xi1>
// CHECK:         norm.generic ins(%[[SCALAR:.*]], %[[POINTS]] : f32, tensor<64xi1>) outs({{.*}} : tensor<f32>)
func.func @sum_of_a_constant(%x: tensor<4x64xf32>, %v: f32, %init: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %y = norm.generic ins(%x, %v : tensor<4x64xf32>, f32) outs(%init : tensor<4x64xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["reduction", "reduction"]} {
  ^bb0(%xe: f32, %ve: f32):
    %sum = norm.reduce <add> %ve over [1] : f32
    %max = norm.reduce <maximumf> %xe over [0] : f32
    %ye = arith.divf %max, %sum : f32
    norm.yield %ye : f32
  } -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// The first result has a value also where there are no rows.
// CHECK-LABEL: func @decided
// CHECK:         %[[BOTH:.*]]:2 = norm.generic ins({{.*}}) outs(%{{.*}}, %{{.*}} : tensor<f32>, tensor<f32>)
// CHECK:           %[[ALL:.*]] = norm.reduce <add>
// CHECK:           %[[MEAN:.*]] = arith.divf %[[ALL]]
// CHECK:           norm.yield %[[ALL]], %[[MEAN]]
// CHECK:         %[[ROWS:.*]] = norm.generic ins(%{{.*}}, %[[BOTH]]#0 : {{.*}}) outs(%{{.*}} : tensor<?xf32>)
// CHECK:         return %[[BOTH]]#1, %[[ROWS]]
func.func @decided(%x: tensor<?x8xf32>, %mean: tensor<f32>, %rows: tensor<?xf32>) -> (tensor<f32>, tensor<?xf32>) {
  %y:2 = norm.generic ins(%x : tensor<?x8xf32>) outs(%mean, %rows : tensor<f32>, tensor<?xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>, affine_map<(r, c) -> (r)>], iterator_types = ["reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %all = norm.reduce <add> %xe over [0, 1] : f32
    %n = norm.count over [0, 1] : f32
    %m = arith.divf %all, %n : f32
    %row = norm.reduce <add> %xe over [1] : f32
    %d = arith.subf %row, %all : f32
    norm.yield %m, %d : f32, f32
  } -> (tensor<f32>, tensor<?xf32>)
  return %y#0, %y#1 : tensor<f32>, tensor<?xf32>
}
