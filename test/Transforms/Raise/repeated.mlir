// A normalizer of a normalizer: the first is an atom of the second.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @twice
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK-NEXT:    %[[ONCE:.*]] = norm.softmax %[[X]] over [1]
// CHECK-NEXT:    %[[TWICE:.*]] = norm.softmax %[[ONCE]] over [1]
// CHECK-NEXT:    return %[[TWICE]]
func.func @twice(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maximumf} ins(%x : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima = linalg.broadcast ins(%max : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  %max2 = linalg.reduce {arith.maximumf} ins(%y : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima2 = linalg.broadcast ins(%max2 : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered2 = arith.subf %y, %maxima2 : tensor<4x8xf32>
  %e2 = math.exp %centered2 : tensor<4x8xf32>
  %sum2 = linalg.reduce {arith.addf} ins(%e2 : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums2 = linalg.broadcast ins(%sum2 : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %z = arith.divf %e2, %sums2 : tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}
