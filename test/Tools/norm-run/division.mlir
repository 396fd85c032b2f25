// REQUIRES: x86_64
// RUN: %python %S/Inputs/arrays.py %t
// RUN: not norm-run %s --arg %t/zero.npy --save %t/none.npy 2>&1 | FileCheck %s
// RUN: not norm-run %s --arg %t/zero.npy --save %t/none.npy --backend=reference 2>&1 | FileCheck %s --check-prefix=REFERENCE
// RUN: not ls %t/none.npy

// A trap of the processor ends the program, but does not crash it.
// CHECK: norm-run: error: an integer division has no value
// CHECK-NOT: {{.}}
// REFERENCE: division.mlir:[[@LINE+3]]:8: error: 'arith.divsi' op has no value for its operands
func.func @main(%x: i32) -> i32 {
  %c5 = arith.constant 5 : i32
  %y = arith.divsi %c5, %x : i32
  return %y : i32
}
