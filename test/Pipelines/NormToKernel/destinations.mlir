// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel{in-place=-1})" --mlir-print-ir-before=convert-norm-to-vector 2>&1 >/dev/null | FileCheck %s
// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel{in-place=0})" --mlir-print-ir-before=convert-norm-to-vector 2>&1 >/dev/null | FileCheck %s --check-prefix=PLACE
// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel)" | FileCheck %s --check-prefix=LLVM

// The op writes into the caller's array: there is no other buffer, and no copy.
// CHECK:      func private @main(%[[X:.*]]: memref<?x?xf32>, %[[Y:.*]]: memref<?x?xf32>) -> i32
// CHECK-NOT:  memref.alloc
// CHECK:      call @{{.*}}(%[[X]], %[[Y]])
// CHECK-NOT:  memref.copy
// CHECK:      return

// PLACE:      func private @main(%[[X:.*]]: memref<?x?xf32>) -> i32
// PLACE-NOT:  memref.alloc
// PLACE:      call @{{.*}}(%[[X]], %[[X]])
// PLACE-NOT:  memref.copy
// PLACE:      return

// LLVM-DAG:   llvm.func @_mlir_ciface_main({{.*}}) -> i32
// LLVM-DAG:   llvm.func @_mlir_ciface_main_extents({{.*}}) -> i32
func.func @main(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
