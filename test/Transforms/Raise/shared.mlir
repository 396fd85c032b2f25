// Values inside a normalizer that something else reads as well.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#rows = affine_map<(d0, d1) -> (d0)>

// CHECK-LABEL: func @index_of_the_maximum
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         %[[MAX:.*]]:2 = linalg.generic
// CHECK:         %[[Y:.*]] = norm.softmax %[[X]] over [1]
// CHECK:         return %[[Y]], %[[MAX]]#1
func.func @index_of_the_maximum(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4xi64>) {
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %first = arith.constant dense<0> : tensor<4xi64>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max:2 = linalg.generic {indexing_maps = [#id, #rows, #rows], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf32>) outs(%none, %first : tensor<4xf32>, tensor<4xi64>) {
  ^bb0(%a: f32, %m: f32, %i: i64):
    %position = linalg.index 1 : index
    %j = arith.index_cast %position : index to i64
    %greater = arith.maximumf %a, %m : f32
    %is_greater = arith.cmpf ogt, %a, %m : f32
    %k = arith.select %is_greater, %j, %i : i64
    linalg.yield %greater, %k : f32, i64
  } -> (tensor<4xf32>, tensor<4xi64>)
  %maxima = linalg.broadcast ins(%max#0 : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  return %y, %max#1 : tensor<4x8xf32>, tensor<4xi64>
}

// The statistic stays for whoever reads it, as it is rounded there.
// CHECK-LABEL: func @statistic_that_escapes
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         %[[RSTD:.*]] = math.rsqrt
// CHECK:         %[[Y:.*]] = norm.rms_norm %[[X]] over [1]
// CHECK:         %[[NARROW:.*]] = arith.truncf %[[RSTD]]
// CHECK:         return %[[Y]], %[[NARROW]]
func.func @statistic_that_escapes(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4xbf16>) {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %c = arith.constant dense<0.125> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %c : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %x, %rstds : tensor<4x8xf32>
  %narrow = arith.truncf %rstd : tensor<4xf32> to tensor<4xbf16>
  return %y, %narrow : tensor<4x8xf32>, tensor<4xbf16>
}

// CHECK-LABEL: func @two_epsilons
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK-DAG:     %[[A:.*]] = norm.rms_norm %[[X]] over [1] epsilon 1.250000e-01
// CHECK-DAG:     %[[B:.*]] = norm.rms_norm %[[X]] over [1] epsilon 2.500000e-01
// CHECK:         return %[[A]], %[[B]]
func.func @two_epsilons(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %c = arith.constant dense<0.125> : tensor<4xf32>
  %epsilon = arith.constant dense<0.125> : tensor<4xf32>
  %other = arith.constant dense<0.25> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %c : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %x, %rstds : tensor<4x8xf32>
  %shifted2 = arith.addf %mean, %other : tensor<4xf32>
  %rstd2 = math.rsqrt %shifted2 : tensor<4xf32>
  %rstds2 = linalg.broadcast ins(%rstd2 : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %z = arith.mulf %x, %rstds2 : tensor<4x8xf32>
  return %y, %z : tensor<4x8xf32>, tensor<4x8xf32>
}
