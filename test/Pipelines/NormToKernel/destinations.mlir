// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel{in-place=-1})" --mlir-print-ir-before=convert-norm-to-vector 2>&1 >/dev/null | FileCheck %s
// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel{in-place=0})" --mlir-print-ir-before=convert-norm-to-vector 2>&1 >/dev/null | FileCheck %s --check-prefix=PLACE
// RUN: norm-opt %s --pass-pipeline="builtin.module(norm-to-kernel)" | FileCheck %s --check-prefix=LLVM

// The kernel writes into the caller's array: no buffer of its rank, no copy.
// CHECK:      func private @main(%{{.*}}: memref<?x?xf32>, %[[Y:.*]]: memref<?x?xf32>) -> i32
// CHECK-NOT:  memref.alloc({{.*}}, {{.*}})
// CHECK-NOT:  memref.copy {{.*}} memref<?x?xf32>
// CHECK:      outs(%[[Y]] : memref<?x?xf32>)
// CHECK-NOT:  memref.copy

// PLACE:      func private @main(%[[X:.*]]: memref<?x?xf32>) -> i32
// PLACE-NOT:  memref.alloc({{.*}}, {{.*}})
// PLACE:      ins(%[[X]]{{.*}} outs(%[[X]] : memref<?x?xf32>)
// PLACE-NOT:  memref.copy

// LLVM-DAG:   llvm.func @_mlir_ciface_main({{.*}}) -> i32
// LLVM-DAG:   llvm.func @_mlir_ciface_main_extents({{.*}}) -> i32
func.func @main(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-05 : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}
