// RUN: norm-opt %s --norm-require-llvm --verify-diagnostics --split-input-file

llvm.func @lowered(%x: f32) -> f32 {
  %y = llvm.fadd %x, %x : f32
  llvm.return %y : f32
}

// -----

llvm.func @left_over(%x: f32) -> f32 {
  // expected-error @+1 {{'math.exp' op cannot be lowered to the LLVM dialect}}
  %y = math.exp %x : f32
  llvm.return %y : f32
}
