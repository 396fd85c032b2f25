// RUN: norm-opt %s --split-input-file --verify-diagnostics

norm.define @gain {
^bb0(%x: f64, %g: f64):
  %y = arith.mulf %x, %g : f64
  norm.yield %y : f64
}
func.func @a6_operand_rule(%x: tensor<2x4x4xf32>, %g: tensor<4x4xf32>) -> tensor<2x4x4xf32> {
  // expected-error @below {{'norm.apply' op expects argument #1 to have elements for 'f64', and per dimension the extent of 'tensor<2x4x4xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4x4xf32>'}}
  %y = norm.apply @gain(%x, %g) over [1] : (tensor<2x4x4xf32>, tensor<4x4xf32>) -> tensor<2x4x4xf32>
  return %y : tensor<2x4x4xf32>
}

// -----

norm.define @keep {
^bb0(%x: f64, %keep: i1):
  %y = arith.select %keep, %x, %x : f64
  norm.yield %y : f64
}
func.func @a6_elements(%x: tensor<4xf32>, %keep: tensor<4xi32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects argument #1 to have elements for 'i1', and per dimension the extent of 'tensor<4xf32>' or 1, or to be a scalar, or to lie along dimensions [0], got 'tensor<4xi32>'}}
  %y = norm.apply @keep(%x, %keep) over [0] : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @gain {
^bb0(%x: f64, %g: f64):
  norm.yield %x : f64
}
func.func @a6_memref(%x: tensor<4xf32>, %g: memref<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects argument #1 to have elements for 'f64', and per dimension the extent of 'tensor<4xf32>' or 1, or to be a scalar, or to lie along dimensions [0], got 'memref<4xf32>'}}
  %y = norm.apply @gain(%x, %g) over [0] : (tensor<4xf32>, memref<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @program(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  norm.yield %x : tensor<?x?xf64>
}
func.func @a6_rank(%x: tensor<4xf32>) -> tensor<4x4xf32> {
  // expected-error @below {{'norm.apply' op expects argument #0 to have the rank and element type of 'tensor<?x?xf64>', got 'tensor<4xf32>'}}
  %y = norm.apply @program(%x) : (tensor<4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

norm.define @program(%x: tensor<?x?xf64>) -> tensor<?x?xf64> {
  norm.yield %x : tensor<?x?xf64>
}
func.func @a7_rank(%x: tensor<4x4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects result #0 to have the rank and element type of 'tensor<?x?xf64>', got 'tensor<4xf32>'}}
  %y = norm.apply @program(%x) : (tensor<4x4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @same {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a7_extent(%x: tensor<?x4xf32>) -> tensor<2x4xf32> {
  // expected-error @below {{'norm.apply' op expects result #0 to have elements for 'f64', and per dimension the extent of 'tensor<?x4xf32>' or 1, got 'tensor<2x4xf32>'}}
  %y = norm.apply @same(%x) over [1] : (tensor<?x4xf32>) -> tensor<2x4xf32>
  return %y : tensor<2x4xf32>
}

// -----

norm.define @same {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a8_varies(%x: tensor<2x4xf32>) -> tensor<2x1xf32> {
  // expected-error @below {{'norm.apply' op expects result #0 to have the extent of the input along dimension 1, which it varies along, got 'tensor<2x1xf32>'}}
  %y = norm.apply @same(%x) over [1] : (tensor<2x4xf32>) -> tensor<2x1xf32>
  return %y : tensor<2x1xf32>
}

// -----

norm.define @position {
^bb0(%x: f64):
  %i = norm.index 0 : index
  norm.yield %i : index
}
func.func @a8_index_varies(%x: tensor<2x4xf32>) -> tensor<2x1xindex> {
  // expected-error @below {{'norm.apply' op expects result #0 to have the extent of the input along dimension 1, which it varies along, got 'tensor<2x1xindex>'}}
  %y = norm.apply @position(%x) over [1] : (tensor<2x4xf32>) -> tensor<2x1xindex>
  return %y : tensor<2x1xindex>
}

// -----

norm.define @a9_itself(%x: tensor<?xf64>) -> tensor<?xf64> {
  // expected-error @below {{'norm.apply' op expects no recursion, but @a9_itself applies @a9_itself}}
  %y = norm.apply @a9_itself(%x) : (tensor<?xf64>) -> tensor<?xf64>
  norm.yield %y : tensor<?xf64>
}

// -----

norm.define @a9_mutual(%x: tensor<?xf64>) -> tensor<?xf64> {
  %y = norm.apply @other(%x) : (tensor<?xf64>) -> tensor<?xf64>
  norm.yield %y : tensor<?xf64>
}
norm.define @other(%x: tensor<?xf64>) -> tensor<?xf64> {
  // expected-error @below {{'norm.apply' op expects no recursion, but @other applies @a9_mutual, which applies @other}}
  %y = norm.apply @a9_mutual(%x) : (tensor<?xf64>) -> tensor<?xf64>
  norm.yield %y : tensor<?xf64>
}
