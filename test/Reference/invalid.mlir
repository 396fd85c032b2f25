// RUN: split-file %s %t
// RUN: not norm-run %t/unknown.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not norm-run %t/unknown-type.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not norm-run %t/assert.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=ASSERT
// RUN: not norm-run %t/bounds.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=BOUNDS
// RUN: not norm-run %t/extents.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=EXTENTS
// RUN: not norm-run %t/division.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=DIVISION
// RUN: not norm-run %t/recursion.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=DEPTH
// RUN: not norm-run %t/blocks.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=BLOCKS
// RUN: not norm-run %t/size.mlir --backend=reference 2>&1 | FileCheck %s --check-prefix=SIZE

//--- unknown.mlir
func.func @main() -> index {
  // UNKNOWN: unknown.mlir:3:8: error: the reference evaluator does not know 'vector.vscale'
  %x = vector.vscale
  return %x : index
}

//--- unknown-type.mlir
func.func @main() {
  %v = arith.constant dense<1.0> : vector<2xf32>
  // TYPE: error: the reference evaluator does not know the type 'vector<2xf32>'
  %y = arith.addf %v, %v : vector<2xf32>
  return
}

//--- assert.mlir
func.func @main() {
  %false = arith.constant false
  // ASSERT: error: assertion failed: the world is round
  cf.assert %false, "the world is round"
  return
}

//--- bounds.mlir
func.func @main() -> f32 {
  %x = arith.constant dense<1.0> : tensor<2x3xf32>
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  // BOUNDS: error: 'tensor.extract' op index 3 lies outside [0, 3) of dimension 1
  %y = tensor.extract %x[%c1, %c3] : tensor<2x3xf32>
  return %y : f32
}

//--- extents.mlir
func.func @main() -> tensor<?xf32> {
  %a = arith.constant dense<1.0> : tensor<2xf32>
  %b = arith.constant dense<1.0> : tensor<3xf32>
  %x = tensor.cast %a : tensor<2xf32> to tensor<?xf32>
  %y = tensor.cast %b : tensor<3xf32> to tensor<?xf32>
  // EXTENTS: error: 'linalg.add' op expects extent 2 of dimension 0 of operand 1, got 3
  %z = linalg.add ins(%x, %y : tensor<?xf32>, tensor<?xf32>) outs(%x : tensor<?xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

//--- division.mlir
func.func @main() -> i32 {
  %x = arith.constant 1 : i32
  %zero = arith.constant 0 : i32
  // DIVISION: error: 'arith.divsi' op has no value for its operands
  %y = arith.divsi %x, %zero : i32
  return %y : i32
}

//--- recursion.mlir
func.func @main() {
  // DEPTH: error: calls nest deeper than 1000
  call @main() : () -> ()
  return
}

//--- blocks.mlir
// BLOCKS: error: the reference evaluator does not know regions of several blocks
func.func @main() {
  cf.br ^next
^next:
  return
}

//--- size.mlir
func.func @main() -> tensor<?xf32> {
  %n = arith.constant 4611686018427387904 : index
  // SIZE: error: 'tensor.empty' op has more elements than the evaluator can hold
  %x = tensor.empty(%n) : tensor<?xf32>
  return %x : tensor<?xf32>
}
