// RUN: not norm-run %s --entry=no_memory --save %t.npy 2>&1 | FileCheck %s --check-prefix=MEMORY
// RUN: not norm-run %s --entry=negative --save %t.npy 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not norm-run %s --entry=too_large --random-args 1 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not norm-run %s --entry=overflow --random-args 1 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not ls %t.npy

// Sizes that no machine has end the program, but do not crash it.
// MEMORY: norm-run: error: no memory for a buffer of {{[0-9]+}} bytes
// MEMORY-NOT: {{.}}
func.func @no_memory() -> tensor<?xf32> {
  %extent = arith.constant 0x3FFFFFFFFFFFFF : index
  %zero = arith.constant 0.0 : f32
  %y = tensor.splat %zero[%extent] : tensor<?xf32>
  return %y : tensor<?xf32>
}

// NEGATIVE: norm-run: error: a result has the negative extent -5
// NEGATIVE-NOT: {{.}}
func.func @negative() -> tensor<?xf32> {
  %extent = arith.constant -5 : index
  %y = tensor.empty(%extent) : tensor<?xf32>
  return %y : tensor<?xf32>
}

// LARGE: norm-run: error: argument 0 has type tensor<99999999999xf32>, too large to draw
func.func @too_large(%x: tensor<99999999999xf32>) {
  return
}

// OVERFLOW: norm-run: error: argument 1 has type tensor<4294967296x4294967296xf32>, too large to draw
func.func @overflow(%x: f32, %y: tensor<4294967296x4294967296xf32>) {
  return
}
