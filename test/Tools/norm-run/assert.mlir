// RUN: %python %S/Inputs/arrays.py %t
// RUN: not norm-run %s --arg %t/x.npy --save %t/none.npy 2>&1 | FileCheck %s
// RUN: not norm-run %s --arg %t/x.npy --save %t/none.npy --backend=reference 2>&1 | FileCheck %s --check-prefix=REFERENCE
// RUN: not ls %t/none.npy

// Compiled code that fails an assertion ends the program, but does not crash.
// CHECK: norm-run: error: assertion failed: expects four rows
// CHECK-NOT: {{.}}
// REFERENCE: assert.mlir:[[@LINE+6]]:3: error: assertion failed: expects four rows
func.func @main(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %rows = tensor.dim %x, %c0 : tensor<?x3xf32>
  %four = arith.cmpi eq, %rows, %c4 : index
  cf.assert %four, "expects four rows"
  return %x : tensor<?x3xf32>
}
