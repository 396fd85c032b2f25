// Two tails on one normalized value are two normalizers.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @two_tails
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[G:.*]]: tensor<8xf32>, %[[H:.*]]: tensor<8xf32>
// CHECK-DAG:     norm.layer_norm %[[X]] scale(%[[G]] : tensor<8xf32>) over [1]
// CHECK-DAG:     norm.layer_norm %[[X]] scale(%[[H]] : tensor<8xf32>) over [1]
// CHECK-NOT:     math.rsqrt
func.func @two_tails(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %h: tensor<8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %means = linalg.broadcast ins(%mean : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %means : tensor<4x8xf32>
  %deviation = arith.mulf %centered, %centered : tensor<4x8xf32>
  %squares = linalg.reduce {arith.addf} ins(%deviation : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %variance = arith.divf %squares, %m : tensor<4xf32>
  %shifted = arith.addf %variance, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %centered, %rstds : tensor<4x8xf32>
  %gs = linalg.broadcast ins(%g : tensor<8xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [0]
  %hs = linalg.broadcast ins(%h : tensor<8xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [0]
  %a = arith.mulf %y, %gs : tensor<4x8xf32>
  %b = arith.mulf %y, %hs : tensor<4x8xf32>
  %ea = math.sin %a : tensor<4x8xf32>
  %eb = math.cos %b : tensor<4x8xf32>
  %z = arith.addf %ea, %eb : tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}
