// What multiplies or is added to a normalized value and is no parameter of it.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// The scale has more rows than the value.
// CHECK-LABEL: func @scale_that_enlarges
// CHECK:         %[[N:.*]] = norm.rms_norm %{{.*}} over [1] epsilon 9.9999997473787516E-6 : tensor<1x8xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[N]],
func.func @scale_that_enlarges(%x: tensor<1x8xf32>, %g: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<1xf32>
  %n = arith.constant dense<8.0> : tensor<1xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<1xf32>
  %row = tensor.empty() : tensor<1x8xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<1x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<1x8xf32>) outs(%zeros : tensor<1xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<1xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<1xf32>
  %rstd = math.rsqrt %shifted : tensor<1xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<1xf32>) outs(%row : tensor<1x8xf32>) dimensions = [1]
  %normal = arith.mulf %x, %rstds : tensor<1x8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%normal, %g : tensor<1x8xf32>, tensor<4x8xf32>) outs(%wide : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// In a square tensor the extent does not tell a row from a column.
// CHECK-LABEL: func @scale_along_the_rows
// CHECK-SAME:    %[[X:.*]]: tensor<8x8xf32>, %[[G:.*]]: tensor<8xf32>
// CHECK:         %[[COLUMN:.*]] = tensor.expand_shape %[[G]] {{.*}} into tensor<8x1xf32>
// CHECK:         norm.rms_norm %[[X]] scale(%[[COLUMN]] : tensor<8x1xf32>) over [1]
func.func @scale_along_the_rows(%x: tensor<8x8xf32>, %g: tensor<8xf32>) -> tensor<8x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8xf32>
  %n = arith.constant dense<8.0> : tensor<8xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<8xf32>
  %wide = tensor.empty() : tensor<8x8xf32>
  %s = arith.mulf %x, %x : tensor<8x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<8xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<8xf32>
  %rstd = math.rsqrt %shifted : tensor<8xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [1]
  %normal = arith.mulf %x, %rstds : tensor<8x8xf32>
  %scales = linalg.broadcast ins(%g : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [1]
  %y = arith.mulf %normal, %scales : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// CHECK-LABEL: func @residual
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[R:.*]]: tensor<4x8xf32>
// CHECK:         %[[N:.*]] = norm.rms_norm %[[X]] over [1] epsilon 9.9999997473787516E-6 : tensor<4x8xf32>
// CHECK:         arith.addf %[[N]], %[[R]]
func.func @residual(%x: tensor<4x8xf32>, %residual: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %normal = arith.mulf %x, %rstds : tensor<4x8xf32>
  %y = arith.addf %normal, %residual : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @gate_of_the_input
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         %[[N:.*]] = norm.rms_norm %[[X]] over [1] epsilon 9.9999997473787516E-6 : tensor<4x8xf32>
// CHECK:         arith.mulf %[[N]], %{{.*}} : tensor<4x8xf32>
func.func @gate_of_the_input(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %normal = arith.mulf %x, %rstds : tensor<4x8xf32>
  %gate = math.tanh %x : tensor<4x8xf32>
  %y = arith.mulf %normal, %gate : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
