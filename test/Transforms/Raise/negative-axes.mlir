// Statistics over, or along, other dimensions than the value they normalize.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#rows = affine_map<(d0, d1) -> (d0)>
#swapped = affine_map<(d0, d1) -> (d1, d0)>

// CHECK-LABEL: func @negative_mean_over_another_axis
// CHECK-NOT:     norm.layer_norm
// CHECK:         return
func.func @negative_mean_over_another_axis(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8xf32>
  %n = arith.constant dense<8.0> : tensor<8xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<8xf32>
  %wide = tensor.empty() : tensor<8x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [0]
  %mean = arith.divf %sum, %n : tensor<8xf32>
  %means = linalg.broadcast ins(%mean : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [0]
  %centered = arith.subf %x, %means : tensor<8x8xf32>
  %deviation = arith.mulf %centered, %centered : tensor<8x8xf32>
  %squares = linalg.reduce {arith.addf} ins(%deviation : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [1]
  %variance = arith.divf %squares, %n : tensor<8xf32>
  %shifted = arith.addf %variance, %epsilon : tensor<8xf32>
  %rstd = math.rsqrt %shifted : tensor<8xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [1]
  %y = arith.mulf %centered, %rstds : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// A row's statistic is read along the columns; a square tensor permits it.
// CHECK-LABEL: func @negative_statistic_along_the_columns
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_statistic_along_the_columns(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8xf32>
  %n = arith.constant dense<8.0> : tensor<8xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<8xf32>
  %wide = tensor.empty() : tensor<8x8xf32>
  %s = arith.mulf %x, %x : tensor<8x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<8xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<8xf32>
  %rstd = math.rsqrt %shifted : tensor<8xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [0]
  %y = arith.mulf %x, %rstds : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// CHECK-LABEL: func @negative_softmax_sum_along_the_columns
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_softmax_sum_along_the_columns(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8xf32>
  %wide = tensor.empty() : tensor<8x8xf32>
  %e = math.exp %x : tensor<8x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<8xf32>) outs(%wide : tensor<8x8xf32>) dimensions = [0]
  %y = arith.divf %e, %sums : tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// The transposed value is normalized with the statistics of the value.
// CHECK-LABEL: func @negative_normalized_transpose
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_normalized_transpose(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<8xf32>
  %epsilon = arith.constant 1.0e-5 : f32
  %n = arith.constant 8.0 : f32
  %wide = tensor.empty() : tensor<8x8xf32>
  %s = arith.mulf %x, %x : tensor<8x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<8x8xf32>) outs(%zeros : tensor<8xf32>) dimensions = [1]
  %y = linalg.generic {indexing_maps = [#swapped, #rows, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %sum : tensor<8x8xf32>, tensor<8xf32>) outs(%wide : tensor<8x8xf32>) {
  ^bb0(%a: f32, %t: f32, %o: f32):
    %mean = arith.divf %t, %n : f32
    %shifted = arith.addf %mean, %epsilon : f32
    %rstd = math.rsqrt %shifted : f32
    %p = arith.mulf %a, %rstd : f32
    linalg.yield %p : f32
  } -> tensor<8x8xf32>
  return %y : tensor<8x8xf32>
}

// The statistics of 8 rows of 2 are taken for those of 2 rows of 8.
// CHECK-LABEL: func @negative_reshaped_statistic
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_reshaped_statistic(%x: tensor<2x4x2xf32>) -> tensor<2x4x2xf32> {
  %zeros = arith.constant dense<0.0> : tensor<2x4xf32>
  %n = arith.constant dense<2.0> : tensor<2x4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<2x4xf32>
  %wide = tensor.empty() : tensor<2x4x2xf32>
  %s = arith.mulf %x, %x : tensor<2x4x2xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<2x4x2xf32>) outs(%zeros : tensor<2x4xf32>) dimensions = [2]
  %mean = arith.divf %sum, %n : tensor<2x4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<2x4xf32>
  %rstd = math.rsqrt %shifted : tensor<2x4xf32>
  %flat = tensor.collapse_shape %rstd [[0, 1]] : tensor<2x4xf32> into tensor<8xf32>
  %mixed = tensor.expand_shape %flat [[0, 1]] output_shape [4, 2] : tensor<8xf32> into tensor<4x2xf32>
  %rstds = linalg.broadcast ins(%mixed : tensor<4x2xf32>) outs(%wide : tensor<2x4x2xf32>) dimensions = [0]
  %y = arith.mulf %x, %rstds : tensor<2x4x2xf32>
  return %y : tensor<2x4x2xf32>
}
