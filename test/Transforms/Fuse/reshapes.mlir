// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// The activation runs over groups, too; only views are left around the kernel.
// CHECK-LABEL: func @group_norm_silu
// CHECK-SAME:    %[[X:.*]]: tensor<?x8x?xf32>
// CHECK:         %[[SPLIT:.*]] = tensor.expand_shape %[[X]]
// CHECK:         %[[Y:.*]] = norm.generic ins(%[[SPLIT]] : tensor<?x2x4x?xf32>)
// CHECK:           arith.negf
// CHECK:           math.exp
// CHECK:         %[[JOINED:.*]] = tensor.collapse_shape %[[Y]]
// CHECK-NEXT:    return %[[JOINED]]
func.func @group_norm_silu(%x: tensor<?x8x?xf32>) -> tensor<?x8x?xf32> {
  %n = norm.group_norm %x groups 2 epsilon 1.0e-5 : tensor<?x8x?xf32>
  %one = arith.constant 1.0 : f32
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %d0 = tensor.dim %n, %c0 : tensor<?x8x?xf32>
  %d2 = tensor.dim %n, %c2 : tensor<?x8x?xf32>
  %e = tensor.empty(%d0, %d2) : tensor<?x8x?xf32>
  %ones = linalg.fill ins(%one : f32) outs(%e : tensor<?x8x?xf32>) -> tensor<?x8x?xf32>
  %minus = arith.negf %n : tensor<?x8x?xf32>
  %exp = math.exp %minus : tensor<?x8x?xf32>
  %sum = arith.addf %exp, %ones : tensor<?x8x?xf32>
  %y = arith.divf %n, %sum : tensor<?x8x?xf32>
  return %y : tensor<?x8x?xf32>
}

// What the other operand of the map lies along is split, a bias as well.
// CHECK-LABEL: func @into_group_norm
// CHECK-SAME:    %[[X:.*]]: tensor<2x8x4xf32>, %[[B:.*]]: tensor<8xf32>
// CHECK-DAG:     %[[SPLIT_X:.*]] = tensor.expand_shape %[[X]] {{.*}} into tensor<2x2x4x4xf32>
// CHECK-DAG:     %[[SPLIT_B:.*]] = tensor.expand_shape %[[B]] {{.*}} into tensor<2x4xf32>
// CHECK:         %[[OUT:.*]]:2 = norm.generic ins(%[[SPLIT_X]], %[[SPLIT_B]] :
// CHECK-DAG:     tensor.collapse_shape %[[OUT]]#0
// CHECK-DAG:     tensor.collapse_shape %[[OUT]]#1
func.func @into_group_norm(%x: tensor<2x8x4xf32>, %b: tensor<8xf32>) -> (tensor<2x8x4xf32>, tensor<2x8x4xf32>) {
  %e = tensor.empty() : tensor<2x8x4xf32>
  %s = linalg.generic {indexing_maps = [affine_map<(n, c, h) -> (n, c, h)>, affine_map<(n, c, h) -> (c)>, affine_map<(n, c, h) -> (n, c, h)>],
      iterator_types = ["parallel", "parallel", "parallel"]} ins(%x, %b : tensor<2x8x4xf32>, tensor<8xf32>) outs(%e : tensor<2x8x4xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %t = arith.addf %v, %w : f32
    linalg.yield %t : f32
  } -> tensor<2x8x4xf32>
  %y = norm.group_norm %s groups 2 epsilon 1.0e-5 : tensor<2x8x4xf32>
  return %s, %y : tensor<2x8x4xf32>, tensor<2x8x4xf32>
}

// The gate is read once, though it is split for the sum and for the product.
// CHECK-LABEL: func @dynamic_channels
// CHECK-SAME:    %[[X:.*]]: tensor<?x?x4xf32>, %[[GATE:.*]]: tensor<?x?x4xf32>
// CHECK-DAG:     %[[SPLIT_X:.*]] = tensor.expand_shape %[[X]]
// CHECK-DAG:     %[[SPLIT_GATE:.*]] = tensor.expand_shape %[[GATE]]
// CHECK:         norm.generic ins(%[[SPLIT_X]], %[[SPLIT_GATE]] :
// CHECK:           arith.mulf
// CHECK:         tensor.collapse_shape
// CHECK-NOT:     arith.mulf
// CHECK:         return
func.func @dynamic_channels(%x: tensor<?x?x4xf32>, %gate: tensor<?x?x4xf32>) -> tensor<?x?x4xf32> {
  %s = arith.addf %x, %gate : tensor<?x?x4xf32>
  %n = norm.group_norm %s groups 2 epsilon 1.0e-5 : tensor<?x?x4xf32>
  %y = arith.mulf %n, %gate : tensor<?x?x4xf32>
  return %y : tensor<?x?x4xf32>
}

// A row stays whole: the reshape would split it.
// CHECK-LABEL: func @negative_split_row
// CHECK:         norm.generic
// CHECK:         tensor.expand_shape
// CHECK:         math.tanh
func.func @negative_split_row(%x: tensor<4x8xf32>) -> tensor<4x2x4xf32> {
  %n = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  %heads = tensor.expand_shape %n [[0], [1, 2]] output_shape [4, 2, 4] : tensor<4x8xf32> into tensor<4x2x4xf32>
  %y = math.tanh %heads : tensor<4x2x4xf32>
  return %y : tensor<4x2x4xf32>
}
