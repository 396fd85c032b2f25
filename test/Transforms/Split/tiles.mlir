// RUN: norm-opt %s --norm-split=tile-size=1024 --canonicalize | FileCheck %s

#rc = affine_map<(r, c) -> (r, c)>
#r = affine_map<(r, c) -> (r)>

// One partial result per tile, in parallel, then the merge, then the map.
// CHECK-LABEL: func @long_rows
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<2x?xf32>
// CHECK:         %[[PARTIAL:.*]] = scf.forall (%[[C:.*]]) = (0) to (%{{.*}}) step (1024) shared_outs({{.*}}) -> (tensor<2x?xf32>)
// CHECK:           %[[TILE:.*]] = tensor.extract_slice %[[X]][0, %[[C]]] [2, %{{.*}}]
// CHECK:           %[[MAX:.*]] = norm.generic ins(%[[TILE]] : tensor<2x?xf32>) outs({{.*}} : tensor<2x1xf32>)
// CHECK:             norm.reduce <maximumf>
// CHECK:           tensor.parallel_insert_slice %[[MAX]]
// CHECK:         %[[ROW_MAX:.*]] = norm.generic ins(%[[PARTIAL]] : tensor<2x?xf32>) outs({{.*}} : tensor<2xf32>)
// CHECK:           norm.reduce <maximumf>
// CHECK:         norm.generic ins(%[[X]], %[[ROW_MAX]] : tensor<2x?xf32>, tensor<2xf32>)
// CHECK-SAME:      iterator_types = ["parallel", "parallel"]
func.func @long_rows(%x: tensor<2x?xf32>, %init: tensor<2x?xf32>) -> tensor<2x?xf32> {
  %y = norm.generic ins(%x : tensor<2x?xf32>) outs(%init : tensor<2x?xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<2x?xf32>
  return %y : tensor<2x?xf32>
}

// CHECK-LABEL: func @negative_short_rows
// CHECK-NOT:     scf.forall
// CHECK:         return
func.func @negative_short_rows(%x: tensor<2x512xf32>, %init: tensor<2xf32>) -> tensor<2xf32> {
  %y = norm.generic ins(%x : tensor<2x512xf32>) outs(%init : tensor<2xf32>)
      {indexing_maps = [#rc, #r], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    norm.yield %max : f32
  } -> tensor<2xf32>
  return %y : tensor<2xf32>
}
