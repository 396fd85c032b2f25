// RUN: norm-run %s --backend=reference --entry=rows | FileCheck %s --check-prefix=ROWS
// RUN: norm-run %s --backend=reference --entry=grn | FileCheck %s --check-prefix=GRN
// RUN: norm-run %s --backend=reference --entry=positions | FileCheck %s --check-prefix=POS
// RUN: norm-run %s --backend=reference --entry=empty_rows | FileCheck %s --check-prefix=EMPTY

#full = affine_map<(r, c) -> (r, c)>
#row = affine_map<(r, c) -> (r)>
#scalar = affine_map<(r, c) -> ()>

// A statistic leaves the kernel next to the map that uses it.
func.func @rows() -> (tensor<2x2xf32>, tensor<2xf32>) {
  %x = arith.constant dense<[[1.0, 3.0], [2.0, 2.0]]> : tensor<2x2xf32>
  %shift = arith.constant 10.0 : f32
  %y = tensor.empty() : tensor<2x2xf32>
  %m = tensor.empty() : tensor<2xf32>
  // ROWS: result 0: tensor<2x2xf32> = {{\[\[}}9, 11], [10, 10]]
  // ROWS: result 1: tensor<2xf32> = [2, 2]
  %centered:2 = norm.generic ins(%x, %shift : tensor<2x2xf32>, f32) outs(%y, %m : tensor<2x2xf32>, tensor<2xf32>)
      {indexing_maps = [#full, #scalar, #full, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %s: f32):
    %sum = norm.reduce <add> %xe : f32
    %n = norm.count : f32
    %mean = arith.divf %sum, %n : f32
    %d = arith.subf %xe, %mean : f32
    %shifted = arith.addf %d, %s : f32
    norm.yield %shifted, %mean : f32, f32
  } -> (tensor<2x2xf32>, tensor<2xf32>)
  return %centered#0, %centered#1 : tensor<2x2xf32>, tensor<2xf32>
}

// A reduction of a reduction: over the columns, then over the rows. The sum of
// a value that is constant along the row is count times it.
func.func @grn() -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %x = arith.constant dense<[[1.0, 3.0], [2.0, 2.0]]> : tensor<2x2xf32>
  %y = tensor.empty() : tensor<2x2xf32>
  // GRN: result 0: tensor<2x2xf32> = {{\[\[}}5, 5], [5, 5]]
  // GRN: result 1: tensor<2x2xf32> = {{\[\[}}6, 6], [4, 4]]
  %totals:2 = norm.generic ins(%x : tensor<2x2xf32>) outs(%y, %y : tensor<2x2xf32>, tensor<2x2xf32>)
      {indexing_maps = [#full, #full, #full], iterator_types = ["reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe over [1] : f32
    %sum = norm.reduce <add> %max over [0] : f32
    %twice = norm.reduce <add> %max over [1] : f32
    norm.yield %sum, %twice : f32, f32
  } -> (tensor<2x2xf32>, tensor<2x2xf32>)
  return %totals#0, %totals#1 : tensor<2x2xf32>, tensor<2x2xf32>
}

func.func @positions() -> (tensor<2x3xindex>, tensor<2xi32>) {
  %x = arith.constant dense<[[1, 5, 3], [7, 2, 7]]> : tensor<2x3xi32>
  %y = tensor.empty() : tensor<2x3xindex>
  %m = tensor.empty() : tensor<2xi32>
  // POS: result 0: tensor<2x3xindex> = {{\[\[}}0, 1, 2], [0, 1, 2]]
  // POS: result 1: tensor<2xi32> = [5, 7]
  %result:2 = norm.generic ins(%x : tensor<2x3xi32>) outs(%y, %m : tensor<2x3xindex>, tensor<2xi32>)
      {indexing_maps = [#full, #full, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: i32):
    %c = norm.index 1 : index
    %max = norm.reduce <maxsi> %xe : i32
    norm.yield %c, %max : index, i32
  } -> (tensor<2x3xindex>, tensor<2xi32>)
  return %result#0, %result#1 : tensor<2x3xindex>, tensor<2xi32>
}

// Over no points a reduction is its identity.
func.func @empty_rows() -> (tensor<2xf32>, tensor<2xf32>) {
  %x = tensor.empty() : tensor<2x0xf32>
  %m = tensor.empty() : tensor<2xf32>
  // EMPTY: result 0: tensor<2xf32> = [0, 0]
  // EMPTY: result 1: tensor<2xf32> = [-inf, -inf]
  %result:2 = norm.generic ins(%x : tensor<2x0xf32>) outs(%m, %m : tensor<2xf32>, tensor<2xf32>)
      {indexing_maps = [#full, #row, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %max = norm.reduce <maximumf> %xe : f32
    norm.yield %sum, %max : f32, f32
  } -> (tensor<2xf32>, tensor<2xf32>)
  return %result#0, %result#1 : tensor<2xf32>, tensor<2xf32>
}
