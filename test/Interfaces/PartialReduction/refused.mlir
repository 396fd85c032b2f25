// RUN: norm-opt %s --transform-interpreter --split-input-file --verify-diagnostics

#rc = affine_map<(r, c) -> (r, c)>
#r = affine_map<(r, c) -> (r)>

func.func @negative_row_result(%x: tensor<4x64xf32>, %init: tensor<4x64xf32>) -> tensor<4x64xf32> {
  // expected-error @below {{expects statistics only to be tiled into partial reductions, got result #0 that varies along iterator #1}}
  %y = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4x64xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %ye = arith.divf %xe, %sum : f32
    norm.yield %ye : f32
  } -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{failed to tile using partial reduction}}
    %fill, %tile, %merge, %loop = transform.structured.tile_reduction_using_for %norm by tile_sizes = [0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

#rc = affine_map<(r, c) -> (r, c)>
#r = affine_map<(r, c) -> (r)>

func.func @negative_variance_needs_the_mean(%x: tensor<4x64xf32>, %init: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x64xf32>) outs(%init : tensor<4xf32>)
      {indexing_maps = [#rc, #r], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %d = arith.subf %xe, %sum : f32
    // expected-error @below {{expects an operand without reductions to be tiled into parts; norm-split separates them}}
    %spread = norm.reduce <maximumf> %d : f32
    norm.yield %spread : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    // expected-error @below {{failed to tile using partial reduction}}
    %fill, %tile, %merge, %loop = transform.structured.tile_reduction_using_for %norm by tile_sizes = [0, 16]
        : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
