// RUN: norm-opt %s --norm-expand --norm-plan=cpu=x86-64-v4 | FileCheck %s --check-prefixes=CHECK,AVX512
// RUN: norm-opt %s --norm-expand --norm-plan=cpu=x86-64-v3 | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: norm-opt %s --norm-expand --norm-plan=cpu=neoverse-v1 | FileCheck %s --check-prefixes=CHECK,NEON

// A row of 192 with its scale is 24 of 32 vectors of 16, but 48 of 16 of 8.
// CHECK-LABEL: func @row_and_parameter
// AVX512: schedule = registers
// AVX2: schedule = sweeps
// NEON: schedule = sweeps
func.func @row_and_parameter(%x: tensor<4x192xf32>, %g: tensor<192xf32>) -> tensor<4x192xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<192xf32>) over [1] epsilon 0.0 : tensor<4x192xf32>
  return %y : tensor<4x192xf32>
}

// CHECK-LABEL: func @negative_one_vector_more
// CHECK: schedule = sweeps
func.func @negative_one_vector_more(%x: tensor<4x193xf32>, %g: tensor<193xf32>) -> tensor<4x193xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<193xf32>) over [1] epsilon 0.0 : tensor<4x193xf32>
  return %y : tensor<4x193xf32>
}

// CHECK-LABEL: func @negative_unknown_row
// CHECK: schedule = sweeps
func.func @negative_unknown_row(%x: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// CHECK-LABEL: func @negative_nothing_reduced
// CHECK: schedule = sweeps
func.func @negative_nothing_reduced(%x: tensor<4x8xf32>, %a: f32) -> tensor<4x8xf32> {
  %y = norm.dyt %x alpha(%a : f32) : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @across_rows
// CHECK: schedule = tile
func.func @across_rows(%x: tensor<2x8x64xf32>) -> tensor<2x8x64xf32> {
  %y = norm.softmax %x over [1] : tensor<2x8x64xf32>
  return %y : tensor<2x8x64xf32>
}

// Rows that lie in two places, each contiguous.
// CHECK-LABEL: func @split_rows
// CHECK: schedule = sweeps
func.func @split_rows(%x: tensor<2x8x64xf32>) -> tensor<2x8x64xf32> {
  %y = norm.softmax %x over [0, 2] : tensor<2x8x64xf32>
  return %y : tensor<2x8x64xf32>
}
