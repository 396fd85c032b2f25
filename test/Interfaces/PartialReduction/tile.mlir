// RUN: norm-opt %s --transform-interpreter --canonicalize --split-input-file | FileCheck %s

// A tile accumulates points, the merge sums them and divides by all of them.
// CHECK-LABEL: func @mean
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<4x64xf32>, %[[INIT:[a-z0-9]+]]: tensor<4xf32>
// CHECK:         %[[ZEROS:.*]] = linalg.fill {{.*}} -> tensor<4x16xf32>
// CHECK:         %[[SUMS:.*]] = scf.for %[[C:[a-z0-9]+]] = {{.*}} iter_args(%[[SUM:[a-z0-9]+]] = %[[ZEROS]])
// CHECK:           %[[TILE:.*]] = tensor.extract_slice %[[X]][0, %[[C]]] [4, 16]
// CHECK:           norm.generic
// CHECK-SAME:        iterator_types = ["parallel", "parallel"]
// CHECK:             arith.addf
// CHECK:         norm.generic ins(%[[SUMS]] : tensor<4x16xf32>) outs(%[[INIT]] : tensor<4xf32>)
// CHECK:           %[[COUNT:.*]] = arith.constant 6.400000e+01 : f32
// CHECK:           %[[TOTAL:.*]] = norm.reduce <add>
// CHECK:           arith.divf %[[TOTAL]], %[[COUNT]]
func.func @mean(%x: tensor<4x64xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %m = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %n = norm.count : f32
    %sum = norm.reduce <add> %xe : f32
    %mean = arith.divf %sum, %n : f32
    norm.yield %mean : f32
  } -> tensor<4xf32>
  return %m : tensor<4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %fill, %tile, %merge, %loop = transform.structured.tile_reduction_using_for %norm by tile_sizes = [0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A tuple has one state tensor per operand; the index starts at the tile.
// CHECK-LABEL: func @argmax
// CHECK:         linalg.fill {{.*}} -> tensor<4x16xf32>
// CHECK:         linalg.fill {{.*}} -> tensor<4x16xindex>
// CHECK:         scf.for %[[C:[a-z0-9]+]] = {{.*}} -> (tensor<4x16xf32>, tensor<4x16xindex>)
// CHECK:           norm.generic ins({{.*}}, %[[C]] :
// CHECK-NOT:         norm.reduce
// CHECK:             arith.select
// CHECK:         norm.generic
// CHECK:           norm.reduce ({{.*}}) identity
func.func @argmax(%x: tensor<4x64xf32>, %init: tensor<4xindex>) -> tensor<4xindex> {
  %m = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4xindex>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %i = norm.index 1 : index
    %v, %at = norm.reduce (%xe, %i) identity [0xFF800000 : f32, 64] : f32, index {
    ^bb0(%va: f32, %ia: index, %vb: f32, %ib: index):
      %more = arith.cmpf ogt, %va, %vb : f32
      %same = arith.cmpf oeq, %va, %vb : f32
      %before = arith.cmpi ult, %ia, %ib : index
      %tie = arith.andi %same, %before : i1
      %first = arith.ori %more, %tie : i1
      %v2 = arith.select %first, %va, %vb : f32
      %i2 = arith.select %first, %ia, %ib : index
      norm.yield %v2, %i2 : f32, index
    }
    norm.yield %at : index
  } -> tensor<4xindex>
  return %m : tensor<4xindex>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %fills:2, %tile, %merge, %loop = transform.structured.tile_reduction_using_for %norm by tile_sizes = [0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
