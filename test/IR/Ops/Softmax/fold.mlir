// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @neutral_operands
// CHECK-SAME:    %[[X:.*]]: tensor
// CHECK-NEXT:    norm.softmax %[[X]] over [1] : tensor<4x8xf32>
func.func @neutral_operands(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %one = arith.constant 1.0 : f32
  %keep = arith.constant dense<true> : tensor<1x8xi1>
  %y = norm.softmax %x scale(%one : f32) mask(%keep : tensor<1x8xi1>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @zero_mask
// CHECK-NOT:     mask
// CHECK:         return
func.func @zero_mask(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<4x8xf32>
  %y = norm.softmax %x mask(%zero : tensor<4x8xf32>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_mask_of_nothing
// CHECK:         mask
func.func @negative_mask_of_nothing(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %drop = arith.constant dense<false> : tensor<4x8xi1>
  %y = norm.softmax %x mask(%drop : tensor<4x8xi1>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// A zero sink is a logit.
// CHECK-LABEL: func @sink_is_never_empty
// CHECK:         norm.softmax %{{.*}} sink(%{{.*}} : f32) over [1] : tensor<4x8xf32>
func.func @sink_is_never_empty(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %y = norm.softmax %x sink(%zero : f32) over [1] on_empty zero : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_empty_rows
// CHECK:         on_empty zero
func.func @negative_empty_rows(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.softmax %x over [1] on_empty zero : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @unused_lse
// CHECK:         norm.softmax %{{.*}} over [1] : tensor<4x8xf32>{{$}}
func.func @unused_lse(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y, %lse = norm.softmax %x over [1] : tensor<4x8xf32>, tensor<4x1xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_used_lse
// CHECK:         norm.softmax %{{.*}} over [1] : tensor<4x8xf32>, tensor<4x1xf32>
func.func @negative_used_lse(%x: tensor<4x8xf32>) -> tensor<4x1xf32> {
  %y, %lse = norm.softmax %x over [1] : tensor<4x8xf32>, tensor<4x1xf32>
  return %lse : tensor<4x1xf32>
}
