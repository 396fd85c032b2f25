// RUN: norm-opt %s --norm-expand=definitions=%S/Inputs/first.mlir,%S/Inputs/second.mlir | FileCheck %s
// RUN: not norm-opt %s --norm-expand 2>&1 | FileCheck %s --check-prefix=NO-FILE
// RUN: not norm-opt %s --norm-expand=definitions=%S/Inputs/nowhere.mlir 2>&1 | FileCheck %s --check-prefix=MISSING

// NO-FILE: definitions.mlir:[[# @LINE + 6]]:1: error: 'norm.define' op has no body, and no file of definitions has one
// MISSING: error: expects a file of definitions: cannot open input file '{{.*}}nowhere.mlir': No such file or directory

// Bodies, and what they apply, come from files; unused declarations need none.
// Nothing of it is left.
// CHECK-NOT: norm.define private
norm.define private @scaled
norm.define private @unused

// The module's own definition of a name that the file uses for another stays.
// CHECK: norm.define @gain
norm.define @gain {
^bb0(%x: f64):
  norm.yield %x : f64
}

// CHECK-LABEL: func @linked
// CHECK:         %[[TWO:.*]] = arith.constant 2.000000e+00 : f32
// CHECK:         arith.mulf %{{.*}}, %[[TWO]] : f32
// CHECK-NOT:     norm.apply
// CHECK:         return
func.func @linked(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %y = norm.apply @scaled(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %z = norm.apply @gain(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y, %z : tensor<4xf32>, tensor<4xf32>
}
