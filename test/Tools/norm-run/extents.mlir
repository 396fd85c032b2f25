// RUN: %python %S/Inputs/arrays.py %t
// RUN: not norm-run %s --entry=rows --arg %t/x.npy --arg %t/flat.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not norm-run %s --entry=rows --arg %t/x.npy --arg %t/flat.npy --backend=reference 2>&1 | FileCheck %s --check-prefix=REFERENCE
// RUN: not norm-run %s --entry=sum --arg %t/x.npy --arg %t/wide.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=SUM
// RUN: not ls %t/none.npy

// Dynamic extents that do not fit together are found before they are used.
// ROWS: norm-run: error: assertion failed:
// ROWS: expects dimension #1 of operand #0 and dimension #0 of operand #1 to be equal
// REFERENCE: extents.mlir:[[@LINE+2]]:8: error: 'norm.generic' op expects extent 3 of dimension 0 of operand 1, got 6
func.func @rows(%x: tensor<?x?xf32>, %g: tensor<?xf32>) -> tensor<?x?xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 1.0e-05 : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// SUM: norm-run: error: assertion failed:
// SUM: is incompatible with inferred dimension size
func.func @sum(%x: tensor<?x?xf32>, %y: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %z = arith.addf %x, %y : tensor<?x?xf32>
  return %z : tensor<?x?xf32>
}
