// RUN: split-file %s %t
// RUN: not norm-run %t/foreign.mlir --random-args 1 --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=FOREIGN
// RUN: not norm-run %t/external.mlir --save %t/none.npy 2>&1 | FileCheck %s --check-prefix=EXTERNAL
// RUN: not ls %t/none.npy

//--- foreign.mlir
// FOREIGN: foreign.mlir:3:8: error:
func.func @main(%a: tensor<?xindex>) -> tensor<?xindex> {
  %c = shape.any %a, %a : tensor<?xindex>, tensor<?xindex> -> tensor<?xindex>
  return %c : tensor<?xindex>
}

//--- external.mlir
// EXTERNAL: external.mlir:3:1: error: expects a function 'declared' with a body
// EXTERNAL-NOT: error
func.func private @declared() -> tensor<2xf32>
func.func @main() -> tensor<2xf32> {
  %x = call @declared() : () -> tensor<2xf32>
  return %x : tensor<2xf32>
}
