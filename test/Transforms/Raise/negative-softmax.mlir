// What exponentials and sums do not make a softmax.
// RUN: norm-opt %s --norm-raise --remarks-filter-missed=norm-raise 2>&1 | FileCheck %s

// CHECK-LABEL: func @negative_maximum_of_another_value
// CHECK-NOT:     norm.
func.func @negative_maximum_of_another_value(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maximumf} ins(%z : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima = linalg.broadcast ins(%max : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_maximum_started_at_zero
// CHECK-NOT:     norm.
func.func @negative_maximum_started_at_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %none = arith.constant dense<0.0> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maximumf} ins(%x : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima = linalg.broadcast ins(%max : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
