// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// A mask that is broadcast is read where it comes from.
// CHECK-LABEL: func @broadcast
// CHECK-SAME:    %[[X:.*]]: tensor<?x4x8xf32>, %[[M:.*]]: tensor<4x8xf32>
// CHECK-NOT:     linalg.broadcast
// CHECK:         norm.generic ins(%[[X]], %[[M]] : tensor<?x4x8xf32>, tensor<4x8xf32>)
func.func @broadcast(%x: tensor<?x4x8xf32>, %m: tensor<4x8xf32>, %e: tensor<?x4x8xf32>) -> tensor<?x4x8xf32> {
  %mask = linalg.broadcast ins(%m : tensor<4x8xf32>) outs(%e : tensor<?x4x8xf32>) dimensions = [0]
  %y = norm.softmax %x mask(%mask : tensor<?x4x8xf32>) over [2] : tensor<?x4x8xf32>
  return %y : tensor<?x4x8xf32>
}

// CHECK-LABEL: func @unit_dimension
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[S:.*]]: tensor<4xf32>
// CHECK-NOT:     tensor.expand_shape
// CHECK:         norm.generic ins(%[[X]], %[[S]] : tensor<4x8xf32>, tensor<4xf32>)
func.func @unit_dimension(%x: tensor<4x8xf32>, %s: tensor<4xf32>) -> tensor<4x8xf32> {
  %column = tensor.expand_shape %s [[0, 1]] output_shape [4, 1] : tensor<4xf32> into tensor<4x1xf32>
  %y = norm.rms_norm %x scale(%column : tensor<4x1xf32>) over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @splat
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         norm.generic ins(%[[X]] : tensor<4x8xf32>)
// CHECK:           arith.constant 2.000000e+00 : f32
func.func @splat(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %s = arith.constant dense<2.0> : tensor<8xf32>
  %y = norm.rms_norm %x scale(%s : tensor<8xf32>) over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Heads change places, elements of a row do not.
// CHECK-LABEL: func @transpose
// CHECK-SAME:    %[[X:.*]]: tensor<4x2x8xf32>
// CHECK-NOT:     linalg.transpose
// CHECK:         norm.generic ins(%[[X]] : tensor<4x2x8xf32>) outs(%{{.*}} : tensor<2x4x8xf32>)
func.func @transpose(%x: tensor<4x2x8xf32>, %e: tensor<2x4x8xf32>) -> tensor<2x4x8xf32> {
  %t = linalg.transpose ins(%x : tensor<4x2x8xf32>) outs(%e : tensor<2x4x8xf32>) permutation = [1, 0, 2]
  %y = norm.rms_norm %t over [2] epsilon 1.0e-6 : tensor<2x4x8xf32>
  return %y : tensor<2x4x8xf32>
}

// CHECK-LABEL: func @negative_transposed_rows
// CHECK:         linalg.transpose
// CHECK:         norm.generic
func.func @negative_transposed_rows(%x: tensor<8x4xf32>, %e: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %t = linalg.transpose ins(%x : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) permutation = [1, 0]
  %y = norm.rms_norm %t over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_transposed_result
// CHECK:         norm.generic
// CHECK:         linalg.transpose
func.func @negative_transposed_result(%x: tensor<4x8xf32>, %e: tensor<8x4xf32>) -> tensor<8x4xf32> {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  %t = linalg.transpose ins(%y : tensor<4x8xf32>) outs(%e : tensor<8x4xf32>) permutation = [1, 0]
  return %t : tensor<8x4xf32>
}
