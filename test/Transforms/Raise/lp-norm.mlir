// L2 normalization with the guard of the exporters, a comparison and a selection.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @l2_normalize
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK-NEXT:    %[[Y:.*]] = norm.lp_norm %[[X]] l2 over [1] epsilon 9.999999960041972E-13 epsilon_mode clamp : tensor<4x8xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @l2_normalize(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %two = arith.constant dense<2.0> : tensor<4x8xf32>
  %half = arith.constant dense<0.5> : tensor<4xf32>
  %floor = arith.constant dense<1.0e-12> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %a = math.absf %x : tensor<4x8xf32>
  %s = math.powf %a, %two : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %length = math.powf %sum, %half : tensor<4xf32>
  %small = arith.cmpf ult, %length, %floor : tensor<4xf32>
  %clamped = arith.select %small, %floor, %length : tensor<4xi1>, tensor<4xf32>
  %lengths = linalg.broadcast ins(%clamped : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %x, %lengths : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
