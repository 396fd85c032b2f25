// RUN: %python %S/Inputs/arrays.py %t
// RUN: norm-run %s --entry=twice --arg %t/x.npy | FileCheck %s --check-prefix=PRINT
// RUN: norm-run %s --entry=twice --arg %t/x.npy --expect %t/twice.npy | FileCheck %s --check-prefix=AGREE
// RUN: norm-run %s --entry=twice --arg %t/x.npy --expect %t/near.npy --atol=0.5 --rtol=0 | FileCheck %s --check-prefix=NEAR
// RUN: not norm-run %s --entry=twice --arg %t/x.npy --expect %t/x.npy --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=FAR
// RUN: not ls %t/none.npy
// RUN: norm-run %s --entry=twice --arg %t/x.npy --save %t/saved.npy | count 0
// RUN: norm-run %s --entry=twice --arg %t/x.npy --expect %t/saved.npy --backend=reference | FileCheck %s --check-prefix=SAVED
// RUN: norm-run %s --entry=twice --random-args 3 --save %t/random.npy
// RUN: norm-run %s --entry=twice --random-args 3 --expect %t/random.npy --backend=reference | FileCheck %s --check-prefix=RANDOM
// RUN: norm-run %s --entry=twice --arg %t/x.npy --backend=reference --pipeline=inline | FileCheck %s --check-prefix=PRINT
// RUN: norm-run %s --entry=several --arg %t/half.npy --arg %t/scalar.npy --arg %t/pad.npy | FileCheck %s --check-prefix=SEVERAL
// RUN: norm-run %s --entry=several --arg %t/half.npy --arg %t/scalar.npy --arg %t/pad.npy --backend=reference | FileCheck %s --check-prefix=SEVERAL
// RUN: norm-run %s --entry=scalar --arg %t/scalar.npy | FileCheck %s --check-prefix=SCALAR

// PRINT: result 0: tensor<?x3xf32> = {{\[\[}}2, 4, 6], [8, 10, 12]]
// AGREE: result 0 agrees with {{.*}}twice.npy: largest absolute error 0, largest relative error 0
// NEAR: result 0 agrees with {{.*}}near.npy: largest absolute error 0.25 at [0, 0], largest relative error 0.111 at [0, 0]
// FAR: norm-run: error: {{.*}}x.npy: differs from result 0 in 6 of 6 elements: largest absolute error 6 at [1, 2], largest relative error 1 at [0, 0]
// SAVED: result 0 agrees with {{.*}}saved.npy: largest absolute error 0,
// RANDOM: result 0 agrees with {{.*}}random.npy:
func.func @twice(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %y = arith.addf %x, %x : tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// Arrays of other types, as long as every value is exact; results of several
// kinds, one of which is an argument and one a constant.
// SEVERAL: result 0: tensor<2x3xbf16> = {{\[\[}}1, 2, 3], [4, 5, 6]]
// SEVERAL: result 1: f64 = 6
// SEVERAL: result 2: tensor<2xi8> = [2, -56]
// SEVERAL: result 3: tensor<2xi1> = [true, false]
// SEVERAL: result 4: tensor<f32> = 7
func.func @several(%x: tensor<2x3xbf16>, %s: f64, %i: tensor<2xi8>)
    -> (tensor<2x3xbf16>, f64, tensor<2xi8>, tensor<2xi1>, tensor<f32>) {
  %double = arith.addf %s, %s : f64
  %one = arith.constant dense<[1, 0]> : tensor<2xi8>
  %next = arith.addi %i, %one : tensor<2xi8>
  %positive = arith.cmpi sge, %i, %one : tensor<2xi8>
  %seven = arith.constant dense<7.0> : tensor<f32>
  return %x, %double, %next, %positive, %seven
      : tensor<2x3xbf16>, f64, tensor<2xi8>, tensor<2xi1>, tensor<f32>
}

// SCALAR: result 0: f32 = 3
func.func @scalar(%x: f32) -> f32 {
  return %x : f32
}
