// RUN: norm-opt %s --norm-return-status | FileCheck %s

// CHECK: module attributes {norm.reasons = ["assertion failed: too few rows", "no memory for a buffer"]}
llvm.func @puts(!llvm.ptr)
llvm.func @abort()
// CHECK: llvm.func @try_malloc(i64) -> !llvm.ptr
llvm.func @malloc(i64) -> !llvm.ptr
llvm.mlir.global private constant @message("too few rows\00")

// CHECK-LABEL: llvm.func @assertion
llvm.func @assertion(%holds: i1) -> i32 attributes {norm.status} {
  %zero = llvm.mlir.constant(0 : i32) : i32
  llvm.cond_br %holds, ^go_on, ^fail
^go_on:
  llvm.return %zero : i32
^fail:
  // CHECK-NOT: llvm.unreachable
  // CHECK:     %[[STATUS:.*]] = llvm.mlir.constant(1 : i32) : i32
  // CHECK:     llvm.return %[[STATUS]]
  %text = llvm.mlir.addressof @message : !llvm.ptr
  %first = llvm.getelementptr %text[0, 0] : (!llvm.ptr) -> !llvm.ptr, !llvm.array<13 x i8>
  llvm.call @puts(%first) : (!llvm.ptr) -> ()
  llvm.call @abort() : () -> ()
  llvm.unreachable
}

// CHECK-LABEL: llvm.func @allocation
llvm.func @allocation(%size: i64, %where: !llvm.ptr) -> i32 attributes {norm.status} {
  // CHECK: %[[BUFFER:.*]] = llvm.call @try_malloc
  // CHECK: %[[IS_NULL:.*]] = llvm.icmp "eq" %[[BUFFER]],
  // CHECK: llvm.cond_br %[[IS_NULL]], ^[[FAIL:.*]], ^[[GO_ON:bb[0-9]+]]
  %buffer = llvm.call @malloc(%size) : (i64) -> !llvm.ptr
  llvm.store %buffer, %where : !llvm.ptr, !llvm.ptr
  %zero = llvm.mlir.constant(0 : i32) : i32
  llvm.return %zero : i32
}

// CHECK-LABEL: llvm.func @negative_without_status
llvm.func @negative_without_status(%size: i64) -> !llvm.ptr {
  // CHECK: llvm.call @malloc
  %buffer = llvm.call @malloc(%size) : (i64) -> !llvm.ptr
  llvm.return %buffer : !llvm.ptr
}
