// RUN: %python %S/Inputs/arrays.py %t
// RUN: norm-run %s --arg %t/x.npy | FileCheck %s
// RUN: norm-run %s --arg %t/x.npy --backend=reference | FileCheck %s

// Checks of dynamic extents go where a definition is used, not into its text.
norm.define @halve(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %y = norm.generic ins(%x : tensor<?x?xf64>) outs(%x : tensor<?x?xf64>)
      {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
       iterator_types = ["parallel", "parallel"]} {
  ^bb0(%xe: f64):
    %half = arith.constant 0.5 : f64
    %ye = arith.mulf %xe, %half : f64
    norm.yield %ye : f64
  } -> tensor<?x?xf64>
  norm.yield %y : tensor<?x?xf64>
}

// CHECK: result 0: tensor<?x?xf32> = {{\[\[}}0.5, 1, 1.5], [2, 2.5, 3]]
func.func @main(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.apply @halve(%x) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
