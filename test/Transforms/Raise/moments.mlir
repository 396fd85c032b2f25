// One function, however its moments are written.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @layer_norm
// CHECK:         norm.layer_norm %{{.*}} over [1] epsilon 9.9999997473787516E-6
func.func @layer_norm(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
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
  return %y : tensor<4x8xf32>
}

// The divisor says which.
// CHECK-LABEL: func @bessel
// CHECK:         norm.layer_norm %{{.*}} over [1] epsilon 9.9999997473787516E-6 ddof 1
func.func @bessel(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<7.0> : tensor<4xf32>
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
  return %y : tensor<4x8xf32>
}

// E[x^2] - E[x]^2.
// CHECK-LABEL: func @one_pass
// CHECK:         norm.layer_norm %{{.*}} over [1] epsilon 9.9999997473787516E-6
func.func @one_pass(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %r = arith.constant dense<0.125> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %r : tensor<4xf32>
  %square = arith.mulf %x, %x : tensor<4x8xf32>
  %squares = linalg.reduce {arith.addf} ins(%square : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %raw = arith.mulf %squares, %r : tensor<4xf32>
  %mean2 = arith.mulf %mean, %mean : tensor<4xf32>
  %variance = arith.subf %raw, %mean2 : tensor<4xf32>
  %shifted = arith.addf %variance, %epsilon : tensor<4xf32>
  %std = math.sqrt %shifted : tensor<4xf32>
  %means = linalg.broadcast ins(%mean : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %stds = linalg.broadcast ins(%std : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %means : tensor<4x8xf32>
  %y = arith.divf %centered, %stds : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
