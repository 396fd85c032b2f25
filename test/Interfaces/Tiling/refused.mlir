// RUN: norm-opt %s --transform-interpreter --split-input-file --verify-diagnostics

func.func @negative_part_of_a_row(%x: tensor<64x32xf32>) -> tensor<64x32xf32> {
  // expected-error @below {{expects a tile to cover dimension #1, which a statistic runs over, got size 16}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = norm.softmax %x over [1] : tensor<64x32xf32>
  return %y : tensor<64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.softmax"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [0, 16] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @negative_channels_of_a_group(%x: tensor<8x6x4xf32>) -> tensor<8x6x4xf32> {
  // expected-error @below {{expects a tile to cover dimension #1, which a statistic runs over, got size 2}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = norm.group_norm %x groups 3 epsilon 1.0e-5 : tensor<8x6x4xf32>
  return %y : tensor<8x6x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.group_norm"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [0, 2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @negative_part_of_a_dynamic_row(%x: tensor<8x?xf32>, %init: tensor<8x?xf32>) -> tensor<8x?xf32> {
  // expected-error @below {{expects a tile to cover iterator #1, which a statistic runs over, got a size that may be smaller}}
  // expected-error @below {{faild to tile operation}}
  // expected-error @below {{failed to generate tiling loops}}
  %y = norm.generic ins(%x : tensor<8x?xf32>) outs(%init : tensor<8x?xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    // expected-note @below {{norm.reduce runs over it here}}
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<8x?xf32>
  return %y : tensor<8x?xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [0, 16] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
