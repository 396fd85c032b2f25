// DyT: alpha is solved for, inside the hyperbolic tangent.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @dyt
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[A:.*]]: tensor<f32>, %[[G:.*]]: tensor<8xf32>, %[[B:.*]]: tensor<8xf32>
// CHECK-NEXT:    norm.dyt %[[X]] alpha(%[[A]] : tensor<f32>) scale(%[[G]] : tensor<8xf32>) bias(%[[B]] : tensor<8xf32>) : tensor<4x8xf32>
func.func @dyt(%x: tensor<4x8xf32>, %a: tensor<f32>, %g: tensor<8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %wide = tensor.empty() : tensor<4x8xf32>
  %as = linalg.broadcast ins(%a : tensor<f32>) outs(%wide : tensor<4x8xf32>) dimensions = [0, 1]
  %gs = linalg.broadcast ins(%g : tensor<8xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [0]
  %bs = linalg.broadcast ins(%b : tensor<8xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [0]
  %p = arith.mulf %as, %x : tensor<4x8xf32>
  %t = math.tanh %p : tensor<4x8xf32>
  %s = arith.mulf %gs, %t : tensor<4x8xf32>
  %y = arith.addf %s, %bs : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
