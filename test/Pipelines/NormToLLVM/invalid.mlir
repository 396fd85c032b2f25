// RUN: norm-opt %s --norm-to-llvm --verify-diagnostics --split-input-file

func.func @unknown_memref_op(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  // expected-error @+1 {{'linalg.softmax' op cannot be lowered to the LLVM dialect}}
  linalg.softmax dimension(1) ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
