// RUN: norm-opt %s --transform-interpreter --canonicalize --split-input-file | FileCheck %s

#rc = affine_map<(r, c) -> (r, c)>
#r = affine_map<(r, c) -> (r)>

// The statistic leaves along the rows of the tile; the prefix counts from the
// start of the row, which no tile cuts.
// CHECK-LABEL: func @results_of_two_ranks
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<?x16xf32>
// CHECK:       scf.for %[[ROW:[a-z0-9]+]] =
// CHECK:         %[[TILE:.*]] = tensor.extract_slice %[[X]][%[[ROW]], 0] [%[[SIZE:[a-z0-9]+]], 16]
// CHECK:         norm.generic ins(%[[TILE]] : tensor<?x16xf32>) outs({{.*}} : tensor<?x16xf32>, tensor<?xf32>)
// CHECK:         tensor.insert_slice {{.*}}[%[[ROW]], 0] [%[[SIZE]], 16]
// CHECK:         tensor.insert_slice {{.*}}[%[[ROW]]] [%[[SIZE]]]
func.func @results_of_two_ranks(%x: tensor<?x16xf32>, %a: tensor<?x16xf32>, %b: tensor<?xf32>)
    -> (tensor<?x16xf32>, tensor<?xf32>) {
  %y, %m = norm.generic ins(%x : tensor<?x16xf32>) outs(%a, %b : tensor<?x16xf32>, tensor<?xf32>)
      {indexing_maps = [#rc, #rc, #r], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye, %max : f32, f32
  } -> (tensor<?x16xf32>, tensor<?xf32>)
  return %y, %m : tensor<?x16xf32>, tensor<?xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [8] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

#rc = affine_map<(r, c) -> (r, c)>

// A causal mask: the offset of the tile enters as a scalar.
// CHECK: #[[$SCALAR:.*]] = affine_map<(d0, d1) -> ()>
// CHECK-LABEL: func @index_has_the_offset_of_the_tile
// CHECK:       scf.for %[[ROW:[a-z0-9]+]] =
// CHECK:         norm.generic ins({{.*}}, %[[ROW]] : tensor<4x16xf32>, index)
// CHECK-SAME:      #[[$SCALAR]]
// CHECK:         ^bb0(%{{.*}}: f32, %[[OFFSET:.*]]: index):
// CHECK:           %[[IN_TILE:.*]] = norm.index 0
// CHECK:           %[[I:.*]] = arith.addi %[[IN_TILE]], %[[OFFSET]]
// CHECK:           %[[J:.*]] = norm.index 1
// CHECK:           arith.cmpi ule, %[[J]], %[[I]]
func.func @index_has_the_offset_of_the_tile(%x: tensor<16x16xf32>, %init: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %y = norm.generic ins(%x : tensor<16x16xf32>) outs(%init : tensor<16x16xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %i = norm.index 0 : index
    %j = norm.index 1 : index
    %seen = arith.cmpi ule, %j, %i : index
    %zero = arith.constant 0.0 : f32
    %v = arith.select %seen, %xe, %zero : f32
    %sum = norm.reduce <add> %v : f32
    %ye = arith.divf %v, %sum : f32
    norm.yield %ye : f32
  } -> tensor<16x16xf32>
  return %y : tensor<16x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [4] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// On buffers, tiles are views.
// CHECK-LABEL: func @memrefs
// CHECK:       scf.for
// CHECK:         %[[IN:.*]] = memref.subview %{{.*}} [4, 16]
// CHECK:         %[[OUT:.*]] = memref.subview
// CHECK:         norm.generic ins(%[[IN]] : {{.*}}) outs(%[[OUT]] :
func.func @memrefs(%x: memref<16x16xf32>, %out: memref<16xf32>) {
  norm.generic ins(%x : memref<16x16xf32>) outs(%out : memref<16xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    norm.yield %sum : f32
  }
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [4] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
