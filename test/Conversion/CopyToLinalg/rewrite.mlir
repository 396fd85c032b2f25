// RUN: norm-opt %s --norm-copy-to-linalg | FileCheck %s

// CHECK-LABEL: func @strided
func.func @strided(%x: memref<4x8xf32, strided<[16, 1]>>, %y: memref<4x8xf32>) {
  // CHECK-NOT: memref.copy
  // CHECK:     linalg.generic
  memref.copy %x, %y : memref<4x8xf32, strided<[16, 1]>> to memref<4x8xf32>
  return
}

// CHECK-LABEL: func @negative_dense
func.func @negative_dense(%x: memref<?x8xf32>, %y: memref<?x8xf32>) {
  // CHECK: memref.copy
  memref.copy %x, %y : memref<?x8xf32> to memref<?x8xf32>
  return
}
