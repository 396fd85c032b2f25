// RUN: norm-opt %s --norm-expand=definitions=%S/Inputs/first.mlir --split-input-file --verify-diagnostics

// A use is verified when its definition has a body.
norm.define private @gain
func.func @late(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects 1 arguments for @gain, got 2}}
  %y = norm.apply @gain(%x, %x) over [0] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// expected-error @below {{'norm.define' op has no body, and no file of definitions has one}}
norm.define private @elsewhere
func.func @unresolved(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.apply @elsewhere(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
