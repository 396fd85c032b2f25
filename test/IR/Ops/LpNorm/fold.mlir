// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @l1_inside_is_outside
// CHECK-NOT:     epsilon_mode
// CHECK:         return
func.func @l1_inside_is_outside(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l1 over [1] epsilon 1.0e-5 epsilon_mode outside : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_l2
// CHECK:         epsilon_mode outside
func.func @negative_l2(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x l2 over [1] epsilon 1.0e-5 epsilon_mode outside : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @clamp_of_the_maximum_at_zero
// CHECK:         epsilon_mode outside
func.func @clamp_of_the_maximum_at_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x linf over [1] epsilon 0.0 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
