// RUN: norm-opt %s --norm-expand --norm-plan=cpu=x86-64-v4 | FileCheck %s --check-prefixes=CHECK,AVX512
// RUN: norm-opt %s --norm-expand --norm-plan=cpu=x86-64-v3 | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: norm-opt %s --norm-expand --norm-plan=cpu=neoverse-v1 | FileCheck %s --check-prefixes=CHECK,NEON

// CHECK-LABEL: func @f32
// AVX512: lanes = 16, vectors = 4
// AVX2: lanes = 8, vectors = 4
// NEON: lanes = 4, vectors = 4
func.func @f32(%x: tensor<4x4096xf32>) -> tensor<4x4096xf32> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x4096xf32>
  return %y : tensor<4x4096xf32>
}

// Statistics are in f32.
// CHECK-LABEL: func @bf16
// AVX512: lanes = 16
// AVX2: lanes = 8
// NEON: lanes = 4
func.func @bf16(%x: tensor<4x4096xbf16>) -> tensor<4x4096xbf16> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x4096xbf16>
  return %y : tensor<4x4096xbf16>
}

// CHECK-LABEL: func @f64
// AVX512: lanes = 8
// AVX2: lanes = 4
// NEON: lanes = 2
func.func @f64(%x: tensor<4x4096xf64>) -> tensor<4x4096xf64> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x4096xf64>
  return %y : tensor<4x4096xf64>
}

// 48 vectors of 16, 96 of 8, 192 of 4; 9 of 16 in a row of 144 * 16 + 8.
// CHECK-LABEL: func @divisor
// CHECK: vectors = 4
// AVX512: vectors = 3
func.func @divisor(%x: tensor<4x768xf32>, %z: tensor<4x2352xf32>) -> (tensor<4x768xf32>, tensor<4x2352xf32>) {
  %0 = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x768xf32>
  %1 = norm.rms_norm %z over [1] epsilon 0.0 : tensor<4x2352xf32>
  return %0, %1 : tensor<4x768xf32>, tensor<4x2352xf32>
}

// CHECK-LABEL: func @unknown_row
// CHECK: vectors = 4, rows = 1, threads = 1, prefetch = 1>
func.func @unknown_row(%x: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// A mean, a variance and a map read the row; the bias is read for two rows.
// CHECK-LABEL: func @three_reads
// CHECK: rows = 2
func.func @three_reads(%x: tensor<4x?xf32>, %b: tensor<?xf32>) -> tensor<4x?xf32> {
  %y = norm.layer_norm %x bias(%b : tensor<?xf32>) over [1] epsilon 0.0 : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// CHECK-LABEL: func @negative_no_parameter
// CHECK: rows = 1
func.func @negative_no_parameter(%x: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %y = norm.layer_norm %x over [1] epsilon 0.0 : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// CHECK-LABEL: func @rows_in_registers
// CHECK: schedule = registers, {{.*}}, rows = 2
func.func @rows_in_registers(%x: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// 4 KiB ahead.
// CHECK-LABEL: func @prefetch
// CHECK: prefetch = 2>
// CHECK: prefetch = 1>
func.func @prefetch(%x: tensor<4x512xf32>, %z: tensor<4x8192xf32>) -> (tensor<4x512xf32>, tensor<4x8192xf32>) {
  %0 = norm.rms_norm %x over [1] epsilon 0.0 : tensor<4x512xf32>
  %1 = norm.rms_norm %z over [1] epsilon 0.0 : tensor<4x8192xf32>
  return %0, %1 : tensor<4x512xf32>, tensor<4x8192xf32>
}
