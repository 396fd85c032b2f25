// RUN: norm-opt %s --norm-split=every-reduce --canonicalize | FileCheck %s

#rc = affine_map<(r, c) -> (r, c)>

// A variance after a mean is a chain of two statistics; the rest is a map.
// CHECK-DAG: #[[$FULL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: func @standardize
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<?x64xf32>, %[[INIT:[a-z0-9]+]]: tensor<?x64xf32>
// CHECK:         %[[SUM:.*]] = norm.generic ins(%[[X]] : tensor<?x64xf32>) outs({{.*}} : tensor<?xf32>)
// CHECK-SAME:      indexing_maps = [#[[$FULL]], #[[$ROW]]], iterator_types = ["parallel", "reduction"]
// CHECK:           norm.reduce <add>
// CHECK:         %[[SQUARES:.*]] = norm.generic ins(%[[X]], %[[SUM]] : tensor<?x64xf32>, tensor<?xf32>) outs({{.*}} : tensor<?xf32>)
// CHECK:           norm.reduce <add>
// CHECK:         norm.generic ins(%[[X]], %[[SUM]], %[[SQUARES]] : tensor<?x64xf32>, tensor<?xf32>, tensor<?xf32>) outs(%[[INIT]]
// CHECK-SAME:      iterator_types = ["parallel", "parallel"]
// CHECK-NOT:       norm.reduce
// CHECK:           norm.yield
func.func @standardize(%x: tensor<?x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %y = norm.generic ins(%x : tensor<?x64xf32>) outs(%init : tensor<?x64xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %n = norm.count : f32
    %sum = norm.reduce <add> %xe : f32
    %mean = arith.divf %sum, %n : f32
    %d = arith.subf %xe, %mean : f32
    %d2 = arith.mulf %d, %d : f32
    %squares = norm.reduce <add> %d2 : f32
    %rstd = math.rsqrt %squares : f32
    %ye = arith.mulf %d, %rstd : f32
    norm.yield %ye : f32
  } -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// Reductions that do not need each other are taken together.
// CHECK-LABEL: func @independent
// CHECK:         %[[BOTH:.*]]:2 = norm.generic
// CHECK:           norm.reduce <add>
// CHECK:           norm.reduce <maximumf>
// CHECK:         norm.generic ins({{.*}}%[[BOTH]]#0, %[[BOTH]]#1
// CHECK-NOT:       norm.reduce
func.func @independent(%x: tensor<4x64xf32>, %init: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %y = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4x64xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %max = norm.reduce <maximumf> %xe : f32
    %d = arith.subf %xe, %max : f32
    %ye = arith.divf %d, %sum : f32
    norm.yield %ye : f32
  } -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// CHECK-LABEL: func @negative_bare_statistic
// CHECK-COUNT-1: norm.generic
// CHECK-NOT:     norm.generic
// CHECK:         return
func.func @negative_bare_statistic(%x: tensor<4x64xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#rc, affine_map<(r, c) -> (r)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    norm.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func @negative_memrefs
// CHECK-COUNT-1: norm.generic
// CHECK-NOT:     norm.generic
// CHECK:         return
func.func @negative_memrefs(%x: memref<4x64xf32>) {
  norm.generic ins(%x : memref<4x64xf32>) outs(%x : memref<4x64xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye : f32
  }
  return
}
