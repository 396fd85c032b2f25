// RUN: %python %S/Inputs/arrays.py %t
// RUN: not norm-run %s --entry=none 2>&1 | FileCheck %s --check-prefix=ENTRY
// RUN: not norm-run %s 2>&1 | FileCheck %s --check-prefix=MAIN
// RUN: not norm-run %s --entry=declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// RUN: not norm-run %s --entry=two --arg %t/x.npy 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not norm-run %s --entry=two --arg %t/x.npy --arg %t/x.npy --expect %t/x.npy 2>&1 | FileCheck %s --check-prefix=EXPECT
// RUN: not norm-run %s --entry=two --arg %t/x.npy --arg %t/x.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=SAVE
// RUN: not norm-run %s --entry=two --arg %t/x.npy --random-args 1 2>&1 | FileCheck %s --check-prefix=RANDOM
// RUN: not norm-run %s --entry=memory 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not norm-run %s --entry=none --backend=abacus 2>&1 | FileCheck %s --check-prefix=BACKEND
// RUN: not norm-run %t/none.mlir 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not norm-run %t/magic.npy 2>&1 | FileCheck %s --check-prefix=PARSE
// RUN: not norm-run %s --entry=two --random-args 1 --pipeline=no-such-pass 2>&1 | FileCheck %s --check-prefix=PASS
// RUN: not norm-run %s --entry=two --random-args 1 --pipeline="cse{deep}" 2>&1 | FileCheck %s --check-prefix=OPTION
// RUN: not norm-run %s --entry=two --random-args 1 --pipeline=cse 2>&1 | FileCheck %s --check-prefix=UNLOWERED

// ENTRY: norm-run: error: {{.*}}bad-usage.mlir: has no function 'none' to run
// MAIN: norm-run: error: {{.*}}bad-usage.mlir: has no function 'main' to run
// DECLARED: norm-run: error: {{.*}}bad-usage.mlir: has no function 'declared' to run
func.func private @declared()

// COUNT: norm-run: error: expects 2 arguments (--arg), got 1
// EXPECT: norm-run: error: expects 2 results (--expect), got 1
// SAVE: norm-run: error: expects 2 results (--save), got 1
// RANDOM: norm-run: error: expects only one of --arg and --random-args
// PASS: norm-run: error: --pipeline: {{.*}}'no-such-pass' does not refer to a registered pass or pass pipeline
// OPTION: no such option deep
// UNLOWERED: bad-usage.mlir:{{.*}} error: cannot be converted to LLVM IR: {{.*}} for op: func.func
func.func @two(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  return %a, %b : tensor<2x3xf32>, tensor<2x3xf32>
}

// TYPE: norm-run: error: argument 0 has type memref<2xf32>, expected a scalar or a ranked tensor of numbers
func.func @memory(%m: memref<2xf32>) {
  return
}

// BACKEND: Cannot find option named 'abacus'
// FILE: norm-run: error: cannot open input file '{{.*}}none.mlir': No such file or directory
// PARSE: magic.npy:1:1: error:
