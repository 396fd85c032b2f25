// RUN: norm-opt %s --norm-expand=definitions=%S/Inputs/first.mlir,%S/Inputs/second.mlir | FileCheck %s

// A declared helper that a declared program applies has one body, whatever
// comes first.
norm.define private @scaled
norm.define private @gain

// CHECK-LABEL: func @linked
// CHECK-COUNT-2: arith.constant 2.000000e+00 : f32
// CHECK-NOT:     norm.apply
// CHECK:         return
func.func @linked(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %y = norm.apply @scaled(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %z = norm.apply @gain(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y, %z : tensor<4xf32>, tensor<4xf32>
}
