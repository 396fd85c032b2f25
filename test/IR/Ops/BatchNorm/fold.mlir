// RUN: norm-opt %s --canonicalize | FileCheck %s

// A variance of one and a mean of zero are statistics, not parameters.
// CHECK-LABEL: func @unit_scale_and_negative_unit_variance
// CHECK:         norm.batch_norm %{{.*}} mean(%{{.*}} : tensor<6xf32>) variance(%{{.*}} : tensor<6xf32>) epsilon
func.func @unit_scale_and_negative_unit_variance(%x: tensor<2x6x4xf32>) -> tensor<2x6x4xf32> {
  %zero = arith.constant dense<0.0> : tensor<6xf32>
  %one = arith.constant dense<1.0> : tensor<6xf32>
  %y = norm.batch_norm %x mean(%zero : tensor<6xf32>) variance(%one : tensor<6xf32>)
      scale(%one : tensor<6xf32>) bias(%zero : tensor<6xf32>) epsilon 1.0e-5 : tensor<2x6x4xf32>
  return %y : tensor<2x6x4xf32>
}
