// RUN: %python %S/Inputs/arrays.py %t
// RUN: cp %t/twice.npy %t/kept.npy

// Files appear together: at an error none does, and one that was there stays.
// RUN: not norm-run %s --arg %t/x.npy --save %t/none.npy --save %t/no/such/folder.npy 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: not norm-run %s --arg %t/x.npy --save %t/kept.npy --save %t 2>&1 | FileCheck %s --check-prefix=DIRECTORY
// RUN: not norm-run %s --arg %t/x.npy --save %t/kept.npy --save /dev/full 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: cmp %t/twice.npy %t/kept.npy
// RUN: ls %t | FileCheck %s --check-prefix=NONE

// A file takes the place of another, a link or a device stays.
// RUN: ln -sf kept.npy %t/link.npy
// RUN: norm-run %s --arg %t/x.npy --save %t/link.npy --save /dev/null
// RUN: norm-run %s --arg %t/x.npy --expect %t/kept.npy --expect %t/x.npy
// RUN: test -L %t/link.npy -a -c /dev/null
// RUN: norm-run %s --arg %t/x.npy --save /dev/null --save - > %t/out.npy
// RUN: norm-run %s --arg %t/out.npy --expect %t/kept.npy --expect %t/x.npy

// FOLDER: norm-run: error: {{.*}}folder.npy: No such file or directory
// DIRECTORY: norm-run: error: {{.*}}: Is a directory
// FULL: norm-run: error: /dev/full: No space left on device
// NONE-NOT: none.npy
// NONE-NOT: .npy.
func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %y = arith.negf %x : tensor<2x3xf32>
  return %y, %x : tensor<2x3xf32>, tensor<2x3xf32>
}
