// RUN: norm-opt %s --norm-raise=unnamed=generic | FileCheck %s

// What is broadcast along an extent of zero has no points to compare.
// CHECK-LABEL: func @no_points
// CHECK-NOT:     norm.
func.func @no_points(%x: tensor<4x0xf32>, %g: tensor<0xf32>) -> tensor<4x0xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x0xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x0xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x0xf32>) dimensions = [1]
  %centered = arith.subf %x, %sums : tensor<4x0xf32>
  %gs = linalg.broadcast ins(%g : tensor<0xf32>) outs(%wide : tensor<4x0xf32>) dimensions = [0]
  %y = arith.mulf %centered, %gs : tensor<4x0xf32>
  return %y : tensor<4x0xf32>
}
