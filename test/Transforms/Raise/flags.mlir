// Where the operations of one normalizer differ in what they say of NaNs.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// A NaN in a row makes the row NaN, whichever maximum is subtracted first.
// CHECK-LABEL: func @two_sorts_of_maximum
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         %[[Y:.*]] = norm.softmax %[[X]] over [1] : tensor<4x8xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @two_sorts_of_maximum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %nan = arith.constant dense<0x7FC00000> : tensor<4xf32>
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maxnumf} ins(%x : tensor<4x8xf32>) outs(%nan : tensor<4xf32>) dimensions = [1]
  %clamped = arith.maximumf %max, %none : tensor<4xf32>
  %maxima = linalg.broadcast ins(%clamped : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Nothing is assumed of the whole that was assumed of some operations.
// CHECK-LABEL: func @fast_math_on_some
// CHECK-NOT:     fastmath
// CHECK:         norm.rms_norm %{{.*}} over [1] epsilon 1.250000e-01 : tensor<4x8xf32>
// CHECK-NEXT:    return
func.func @fast_math_on_some(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %c = arith.constant dense<0.125> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x fastmath<fast> : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %c fastmath<reassoc> : tensor<4xf32>
  %shifted = arith.addf %mean, %c : tensor<4xf32>
  %rstd = math.rsqrt %shifted fastmath<afn> : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %x, %rstds fastmath<nnan> : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
