// RUN: norm-opt %s --transform-interpreter --canonicalize --split-input-file | FileCheck %s

// CHECK-LABEL: func @scale_along_the_row_stays_whole
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<64x16xf32>, %[[G:[a-z0-9]+]]: tensor<16xf32>
// CHECK:       scf.for %[[ROW:[a-z0-9]+]] = {{.*}} iter_args(%[[Y:[a-z0-9]+]] = {{.*}}) -> (tensor<64x16xf32>)
// CHECK:         %[[TILE:.*]] = tensor.extract_slice %[[X]][%[[ROW]], 0] [8, 16] [1, 1]
// CHECK:         %[[NORM:.*]] = norm.rms_norm %[[TILE]] scale(%[[G]] : tensor<16xf32>) over [1] {{.*}} : tensor<8x16xf32>
// CHECK:         tensor.insert_slice %[[NORM]] into %[[Y]][%[[ROW]], 0] [8, 16] [1, 1]
func.func @scale_along_the_row_stays_whole(%x: tensor<64x16xf32>, %g: tensor<16xf32>) -> tensor<64x16xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<16xf32>) over [1] epsilon 1.0e-5 : tensor<64x16xf32>
  return %y : tensor<64x16xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.rms_norm"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [8] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// A mask with one row and a sink per row are cut by the operand rule.
// CHECK-LABEL: func @operands_follow_the_rule
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<?x4x16xf32>, %[[MASK:[a-z0-9]+]]: tensor<1x4x16xi1>, %[[SINK:[a-z0-9]+]]: tensor<?x1x1xf32>
// CHECK:         %[[TILE:.*]] = tensor.extract_slice %[[X]][%[[I:[a-z0-9]+]], %[[J:.*]], 0] [%[[SIZE:[a-z0-9]+]], 2, 16]
// CHECK:         %[[TILE_MASK:.*]] = tensor.extract_slice %[[MASK]][0, %[[J]], 0] [1, 2, 16]
// CHECK:         %[[TILE_SINK:.*]] = tensor.extract_slice %[[SINK]][%[[I]], 0, 0] [%[[SIZE]], 1, 1]
// CHECK:         norm.softmax %[[TILE]] mask(%[[TILE_MASK]] : tensor<1x2x16xi1>) sink(%[[TILE_SINK]] : tensor<?x1x1xf32>) over [2] : tensor<?x2x16xf32>, tensor<?x2x1xf32>
// CHECK:         tensor.insert_slice {{.*}} [%[[SIZE]], 2, 16]
// CHECK:         tensor.insert_slice {{.*}} [%[[SIZE]], 2, 1]
func.func @operands_follow_the_rule(%x: tensor<?x4x16xf32>, %m: tensor<1x4x16xi1>, %s: tensor<?x1x1xf32>)
    -> (tensor<?x4x16xf32>, tensor<?x4x1xf32>) {
  %y, %lse = norm.softmax %x mask(%m : tensor<1x4x16xi1>) sink(%s : tensor<?x1x1xf32>) over [2]
      : tensor<?x4x16xf32>, tensor<?x4x1xf32>
  return %y, %lse : tensor<?x4x16xf32>, tensor<?x4x1xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.softmax"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:2 = transform.structured.tile_using_for %norm tile_sizes [8, 2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// CHECK-LABEL: func @batch_of_groups
// CHECK:         scf.forall
// CHECK:           norm.group_norm {{.*}} scale({{.*}} : tensor<6xf32>) groups 3 {{.*}} : tensor<2x6x4xf32>
func.func @batch_of_groups(%x: tensor<8x6x4xf32>, %g: tensor<6xf32>) -> tensor<8x6x4xf32> {
  %y = norm.group_norm %x scale(%g : tensor<6xf32>) groups 3 epsilon 1.0e-5 : tensor<8x6x4xf32>
  return %y : tensor<8x6x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.group_norm"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_forall %norm tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
