// RUN: %python %S/Inputs/arrays.py %t
// RUN: not norm-run %s --arg %t/missing.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not norm-run %s --arg %t/truncated.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=TRUNCATED
// RUN: not norm-run %s --arg %t/header.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=HEADER
// RUN: not norm-run %s --arg %t/magic.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=MAGIC
// RUN: not norm-run %s --arg %t/empty.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=MAGIC
// RUN: not norm-run %s --arg %t/version.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=VERSION
// RUN: not norm-run %s --arg %t/long.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=LONG
// RUN: not norm-run %s --arg %t/huge.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=HUGE
// RUN: not norm-run %s --arg %t/complex.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=COMPLEX
// RUN: not norm-run %s --arg %t/integers.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: not norm-run %s --arg %t/inexact.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=INEXACT
// RUN: not norm-run %s --arg %t/flat.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=RANK
// RUN: not norm-run %s --arg %t/wide.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: not norm-run %s --arg %t/fortran.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=FORTRAN
// RUN: not norm-run %s --arg %t/big-endian.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=ENDIAN
// RUN: not norm-run %s --arg %t/x.npy --expect %t/flat.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=EXPECT
// RUN: not norm-run %s --arg %t/x.npy --expect %t/integers.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=EXPECT-KIND
// RUN: not norm-run %s --arg %t/x.npy --save %t/no/such/folder.npy 2>&1 | FileCheck %s --check-prefix=SAVE
// RUN: not ls %t/none.npy

// MISSING: norm-run: error: {{.*}}missing.npy: No such file or directory
// TRUNCATED: norm-run: error: {{.*}}truncated.npy: is truncated: 23 bytes of data, expected 24
// HEADER: norm-run: error: {{.*}}header.npy: is truncated: its header is incomplete
// MAGIC: norm-run: error: {{.*}}.npy: is not a .npy file
// VERSION: norm-run: error: {{.*}}version.npy: has format version 9, expected 1, 2 or 3
// LONG: norm-run: error: {{.*}}long.npy: is too long: 25 bytes of data, expected 24
// HUGE: norm-run: error: {{.*}}huge.npy: is truncated: 24 bytes of data, expected 9223372036854775807
// COMPLEX: norm-run: error: {{.*}}complex.npy: has elements of an unknown type '<c8'
// KIND: norm-run: error: {{.*}}integers.npy: has elements of type int64, expected bf16
// INEXACT: norm-run: error: {{.*}}inexact.npy: has a value at [1, 2] that bf16 cannot represent exactly
// RANK: norm-run: error: {{.*}}flat.npy: has rank 1, expected rank 2 for tensor<2x3xbf16>
// SHAPE: norm-run: error: {{.*}}wide.npy: has extent 4 of dimension 1, expected 3 for tensor<2x3xbf16>
// FORTRAN: norm-run: error: {{.*}}fortran.npy: is in Fortran order, expected C order
// ENDIAN: norm-run: error: {{.*}}big-endian.npy: is big-endian ('>f4'), expected little-endian data
// EXPECT: norm-run: error: {{.*}}flat.npy: has shape [6], but result 0 has shape [2, 3]
// EXPECT-KIND: norm-run: error: {{.*}}integers.npy: has elements of type int64, but result 0 is of another kind
// SAVE: norm-run: error: {{.*}}folder.npy: No such file or directory
func.func @main(%x: tensor<2x3xbf16>) -> tensor<2x3xbf16> {
  return %x : tensor<2x3xbf16>
}
