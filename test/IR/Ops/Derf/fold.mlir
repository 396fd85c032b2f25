// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @zero_shift_and_negative_unit_alpha
// CHECK:         norm.derf %{{.*}} alpha(%{{.*}} : f32) : tensor<4x8xf32>
func.func @zero_shift_and_negative_unit_alpha(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %y = norm.derf %x alpha(%one : f32) shift(%zero : f32) scale(%one : f32) : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
