// What is expanded is recognised again, with the same attributes.
// RUN: norm-opt %s --norm-expand --norm-raise | FileCheck %s
// RUN: norm-opt %s --norm-expand --norm-raise --norm-raise | FileCheck %s

// CHECK-LABEL: func @softmax
// CHECK:         norm.softmax %{{.*}} over [0] on_empty zero : tensor<?x?xf32>
func.func @softmax(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.softmax %x over [0] on_empty zero : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// CHECK-LABEL: func @layer_norm
// CHECK:         norm.layer_norm %{{.*}} over [1] epsilon 2.500000e-01 ddof 1 : tensor<2x?x8xf32>
func.func @layer_norm(%x: tensor<2x?x8xf32>) -> tensor<2x?x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 2.500000e-01 ddof 1 : tensor<2x?x8xf32>
  return %y : tensor<2x?x8xf32>
}

// CHECK-LABEL: func @layer_norm_over_two
// CHECK:         norm.layer_norm %{{.*}} over [0, 2] epsilon 2.500000e-01 epsilon_mode outside : tensor<2x3x8xf64>
func.func @layer_norm_over_two(%x: tensor<2x3x8xf64>) -> tensor<2x3x8xf64> {
  %y = norm.layer_norm %x over [0, 2] epsilon 2.500000e-01 epsilon_mode outside : tensor<2x3x8xf64>
  return %y : tensor<2x3x8xf64>
}

// CHECK-LABEL: func @rms_norm
// CHECK:         norm.rms_norm %{{.*}} over [1] compressed epsilon 2.500000e-01 : tensor<4x8xf16>
func.func @rms_norm(%x: tensor<4x8xf16>) -> tensor<4x8xf16> {
  %y = norm.rms_norm %x over [1] compressed epsilon 2.500000e-01 : tensor<4x8xf16>
  return %y : tensor<4x8xf16>
}

// CHECK-LABEL: func @rms_norm_outside
// CHECK:         norm.rms_norm %{{.*}} over [1] epsilon 2.500000e-01 epsilon_mode outside : tensor<4x8xf32>
func.func @rms_norm_outside(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] epsilon 2.500000e-01 epsilon_mode outside : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @dynamic
// CHECK:         norm.layer_norm %{{.*}} over [1] epsilon 2.500000e-01 : tensor<?x?xf32>
func.func @dynamic(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.layer_norm %x over [1] epsilon 2.500000e-01 : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// CHECK-LABEL: func @lp_norm
// CHECK:         norm.lp_norm %{{.*}} linf over [1] epsilon 2.500000e-01 epsilon_mode clamp : tensor<4x8xf32>
func.func @lp_norm(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.lp_norm %x linf over [1] epsilon 2.500000e-01 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
