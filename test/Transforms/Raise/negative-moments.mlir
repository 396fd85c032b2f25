// Near misses of LayerNorm, each with what it differs in.
// RUN: norm-opt %s --norm-raise --remarks-filter-missed=norm-raise 2>&1 | FileCheck %s

// CHECK:         remark: {{.*}}Function=negative_divisor_of_another_extent | culprit="differs in {{.*}}x{{.*}}", op=norm.layer_norm
// CHECK-LABEL: func @negative_divisor_of_another_extent
// CHECK-NOT:     norm.
func.func @negative_divisor_of_another_extent(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<4.0> : tensor<4xf32>
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

// CHECK-LABEL: func @negative_mean_minus_x
// CHECK-NOT:     norm.layer_norm
func.func @negative_mean_minus_x(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %means = linalg.broadcast ins(%mean : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %means, %x : tensor<4x8xf32>
  %deviation = arith.mulf %centered, %centered : tensor<4x8xf32>
  %squares = linalg.reduce {arith.addf} ins(%deviation : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %variance = arith.divf %squares, %m : tensor<4xf32>
  %shifted = arith.addf %variance, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %centered, %rstds : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_variance_of_another_value
// CHECK-NOT:     norm.
func.func @negative_variance_of_another_value(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %means = linalg.broadcast ins(%mean : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %means : tensor<4x8xf32>
  %sum2 = linalg.reduce {arith.addf} ins(%z : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean2 = arith.divf %sum2, %n : tensor<4xf32>
  %means2 = linalg.broadcast ins(%mean2 : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %other = arith.subf %z, %means2 : tensor<4x8xf32>
  %deviation = arith.mulf %other, %other : tensor<4x8xf32>
  %squares = linalg.reduce {arith.addf} ins(%deviation : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %variance = arith.divf %squares, %m : tensor<4xf32>
  %shifted = arith.addf %variance, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %centered, %rstds : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_epsilon_below_zero
// CHECK-NOT:     norm.
func.func @negative_epsilon_below_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %m = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<-1.0e-5> : tensor<4xf32>
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
