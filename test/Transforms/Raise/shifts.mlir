// A shift that is not the maximum of the row stays outside.
// RUN: norm-opt %s --norm-raise=report 2>&1 | FileCheck %s

// CHECK-COUNT-2: norm.softmax {{.*}} the maximum is subtracted first
// CHECK-LABEL: func @maximum_of_another_value
// CHECK:         %[[SHIFTED:.*]] = arith.subf
// CHECK:         norm.softmax %[[SHIFTED]] over [1]
func.func @maximum_of_another_value(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
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

// CHECK-LABEL: func @maximum_started_at_zero
// CHECK:         %[[SHIFTED:.*]] = arith.subf
// CHECK:         norm.softmax %[[SHIFTED]] over [1]
func.func @maximum_started_at_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
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
