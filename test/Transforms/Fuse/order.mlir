// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// A reader between the two moves behind.
// CHECK-LABEL: func @reader_in_between
// CHECK:         %[[OUT:.*]]:2 = norm.generic
// CHECK:         linalg.matmul ins(%[[OUT]]#0
func.func @reader_in_between(%x: tensor<4x4xf32>, %r: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %s = arith.addf %x, %r : tensor<4x4xf32>
  %p = linalg.matmul ins(%s, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%w : tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = norm.softmax %s over [1] : tensor<4x4xf32>
  return %p, %y : tensor<4x4xf32>, tensor<4x4xf32>
}

// CHECK-LABEL: func @negative_effect_in_between
// CHECK:         arith.addf %{{.*}} : tensor
// CHECK:         call @observe
// CHECK:         norm.generic
func.func @observe(%x: tensor<4x4xf32>) {
  return
}
func.func @negative_effect_in_between(%x: tensor<4x4xf32>, %r: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %s = arith.addf %x, %r : tensor<4x4xf32>
  func.call @observe(%s) : (tensor<4x4xf32>) -> ()
  %y = norm.softmax %s over [1] : tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// The sum is needed for the mask, which the softmax needs.
// CHECK-LABEL: func @negative_cycle
// CHECK:         arith.addf %{{.*}} : tensor
// CHECK:         linalg.matmul
// CHECK:         norm.generic
func.func @negative_cycle(%x: tensor<4x4xf32>, %r: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %s = arith.addf %x, %r : tensor<4x4xf32>
  %p = linalg.matmul ins(%s, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%w : tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = norm.softmax %s mask(%p : tensor<4x4xf32>) over [1] : tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// What a producer computes in between is gathered first, the latest first.
// CHECK-LABEL: func @diamond
// CHECK-NEXT:    tensor.empty
// CHECK-NEXT:    %[[Y:.*]] = norm.generic
// CHECK-NOT:     arith.{{.*}} tensor
// CHECK:         return %[[Y]]
func.func @diamond(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %a = math.exp %x : tensor<4x4xf32>
  %b = arith.negf %a : tensor<4x4xf32>
  %c = arith.mulf %a, %b : tensor<4x4xf32>
  %y = norm.softmax %c over [1] : tensor<4x4xf32>
  %d = arith.addf %y, %b : tensor<4x4xf32>
  %z = arith.mulf %d, %a : tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}
