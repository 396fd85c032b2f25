// RUN: norm-opt %s --norm-expand --norm-reshape-destinations | FileCheck %s

// CHECK-LABEL: func @group_norm
// CHECK-SAME:    %[[OUT:[a-z0-9]+]]: memref<2x8x5xf32>
func.func @group_norm(%x: tensor<2x8x5xf32>, %out: memref<2x8x5xf32>) {
  // CHECK: %[[VIEW:.*]] = memref.expand_shape %[[OUT]]
  // CHECK-SAME: into memref<2x4x2x5xf32>
  // CHECK: %[[Y:.*]] = norm.generic
  // CHECK: bufferization.materialize_in_destination %[[Y]] in restrict writable %[[VIEW]]
  %y = norm.group_norm %x groups 4 epsilon 1.0e-5 : tensor<2x8x5xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<2x8x5xf32>, memref<2x8x5xf32>) -> ()
  return
}

// CHECK-LABEL: func @tensor
// CHECK-SAME:    %[[OUT:[a-z0-9]+]]: tensor<2x8x5xf32>)
func.func @tensor(%x: tensor<2x8x5xf32>, %out: tensor<2x8x5xf32>) -> tensor<2x8x5xf32> {
  // CHECK: %[[VIEW:.*]] = tensor.expand_shape %[[OUT]]
  // CHECK: %[[Y:.*]] = norm.generic
  // CHECK: %[[WHOLE:.*]] = bufferization.materialize_in_destination %[[Y]] in %[[VIEW]]
  // CHECK: tensor.collapse_shape %[[WHOLE]]
  %y = norm.group_norm %x groups 4 epsilon 1.0e-5 : tensor<2x8x5xf32>
  %z = bufferization.materialize_in_destination %y in %out : (tensor<2x8x5xf32>, tensor<2x8x5xf32>) -> tensor<2x8x5xf32>
  return %z : tensor<2x8x5xf32>
}

// CHECK-LABEL: func @negative_read_elsewhere
func.func @negative_read_elsewhere(%x: tensor<2x8x5xf32>, %out: memref<16x5xf32>) {
  // CHECK-NOT: memref.expand_shape
  %y = tensor.collapse_shape %x [[0, 1], [2]] : tensor<2x8x5xf32> into tensor<16x5xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<16x5xf32>, memref<16x5xf32>) -> ()
  return
}

// CHECK-LABEL: func @destination_is_an_input
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<?x4xf32>, %[[R:[a-z0-9]+]]: tensor<?x4xf32>
func.func @destination_is_an_input(%x: tensor<?x4xf32>, %r: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // CHECK: %[[ROWS:.*]] = tensor.dim %[[X]]
  // CHECK: %[[ROOM:.*]] = tensor.empty(%[[ROWS]]) : tensor<?x4xf32>
  // CHECK: linalg.add ins(%[[X]], %[[R]] : {{.*}}) outs(%[[ROOM]] :
  %y = linalg.add ins(%x, %r : tensor<?x4xf32>, tensor<?x4xf32>) outs(%x : tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// CHECK-LABEL: func @destination_is_given
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<4x4xf32>
func.func @destination_is_given(%x: tensor<4x4xf32>, %out: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // CHECK: %[[E:.*]] = linalg.exp
  // CHECK: %[[ROOM:.*]] = tensor.empty()
  // CHECK: linalg.exp ins(%[[E]] : {{.*}}) outs(%[[ROOM]] :
  %empty = tensor.empty() : tensor<4x4xf32>
  %e = linalg.exp ins(%x : tensor<4x4xf32>) outs(%empty : tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = linalg.exp ins(%e : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %z = bufferization.materialize_in_destination %y in %out : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}

// CHECK-LABEL: func @negative_memory_can_be_taken_over
func.func @negative_memory_can_be_taken_over(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // CHECK: %[[E:.*]] = linalg.exp
  // CHECK: linalg.exp ins(%[[E]] : {{.*}}) outs(%[[E]] :
  %empty = tensor.empty() : tensor<4x4xf32>
  %e = linalg.exp ins(%x : tensor<4x4xf32>) outs(%empty : tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = linalg.exp ins(%e : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// CHECK-LABEL: func @negative_destination_is_read
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<4x4xf32>
func.func @negative_destination_is_read(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // CHECK: linalg.matmul {{.*}} outs(%[[X]] :
  %y = linalg.matmul ins(%x, %x : tensor<4x4xf32>, tensor<4x4xf32>) outs(%x : tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// CHECK-LABEL: func @shared
func.func @shared(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK: %[[FIRST:.*]] = tensor.empty() : tensor<4xf32>
  // CHECK: %[[SECOND:.*]] = tensor.empty() : tensor<4xf32>
  // CHECK: linalg.exp {{.*}} outs(%[[SECOND]] :
  // CHECK: linalg.log {{.*}} outs(%[[FIRST]] :
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.exp ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  %z = linalg.log ins(%x : tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  return %y, %z : tensor<4xf32>, tensor<4xf32>
}
