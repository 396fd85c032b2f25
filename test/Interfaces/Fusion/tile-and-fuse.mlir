// RUN: norm-opt %s --transform-interpreter --canonicalize --cse --split-input-file | FileCheck %s

#id = affine_map<(r, c) -> (r, c)>

// Rows of producer, norm and consumer meet in one loop.
// CHECK-LABEL: func @rows
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<64x32xf32>
// CHECK:       scf.for
// CHECK:         %[[ROWS:.*]] = tensor.extract_slice %[[X]]
// CHECK:         %[[ABS:.*]] = linalg.generic {{.*}} ins(%[[ROWS]] : tensor<8x32xf32>)
// CHECK:         %[[NORM:.*]] = norm.generic ins(%[[ABS]] : tensor<8x32xf32>)
// CHECK:         linalg.generic {{.*}} ins(%[[NORM]] : tensor<8x32xf32>)
// CHECK:         scf.yield
func.func @rows(%x: tensor<64x32xf32>, %e: tensor<64x32xf32>) -> tensor<64x32xf32> {
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<64x32xf32>) outs(%e : tensor<64x32xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = math.absf %v : f32
    linalg.yield %r : f32
  } -> tensor<64x32xf32>
  %n = norm.generic ins(%a : tensor<64x32xf32>) outs(%e : tensor<64x32xf32>)
      {indexing_maps = [#id, #id], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.divf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<64x32xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%n : tensor<64x32xf32>) outs(%e : tensor<64x32xf32>) attrs = {consumer} {
  ^bb0(%v: f32, %o: f32):
    %r = arith.negf %v : f32
    linalg.yield %r : f32
  } -> tensor<64x32xf32>
  return %y : tensor<64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %last = transform.structured.match attributes {consumer} in %root : (!transform.any_op) -> !transform.any_op
    %fused, %loop = transform.structured.fuse %last tile_sizes [8, 0] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

#id = affine_map<(r, c) -> (r, c)>

// A consumer that takes parts of rows does not pull the statistic apart.
// CHECK-LABEL: func @negative_parts_of_rows
// CHECK:       %[[NORM:.*]] = norm.softmax {{.*}} : tensor<64x32xf32>
// CHECK:       scf.for
// CHECK-NOT:     norm.softmax
// CHECK:         tensor.extract_slice %[[NORM]]
func.func @negative_parts_of_rows(%x: tensor<64x32xf32>, %e: tensor<64x32xf32>) -> tensor<64x32xf32> {
  %n = norm.softmax %x over [1] : tensor<64x32xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%n : tensor<64x32xf32>) outs(%e : tensor<64x32xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.negf %v : f32
    linalg.yield %r : f32
  } -> tensor<64x32xf32>
  return %y : tensor<64x32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %last = transform.structured.match ops{["linalg.generic"]} in %root : (!transform.any_op) -> !transform.any_op
    %fused, %loops:2 = transform.structured.fuse %last tile_sizes [8, 16] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
