// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @prefix_of_the_whole_row
// CHECK-NOT:     partial
// CHECK:         return
func.func @prefix_of_the_whole_row(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] partial 8 epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_prefix
// CHECK:         partial 4
func.func @negative_prefix(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [1] partial 4 epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// The divisor of a prefix is a product, which may round.
// CHECK-LABEL: func @negative_several_dims
// CHECK:         partial 8
func.func @negative_several_dims(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.rms_norm %x over [0, 1] partial 8 epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @unit_scale_of_another_type
// CHECK-NEXT:    norm.rms_norm %{{[a-z0-9]+}} over [1]
func.func @unit_scale_of_another_type(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %one = arith.constant dense<1.0> : tensor<8xf32>
  %y = norm.rms_norm %x scale(%one : tensor<8xf32>) over [1] epsilon 1.0e-5 : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}
