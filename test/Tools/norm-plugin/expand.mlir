// The dialect and a pass of ours inside the stock mlir-opt of the package.
// RUN: mlir-opt %s --load-dialect-plugin=%norm_plugin \
// RUN:   --load-pass-plugin=%norm_plugin \
// RUN:   --pass-pipeline='builtin.module(norm-expand)' | FileCheck %s

// CHECK-LABEL: func @softmax
// CHECK:         norm.generic
// CHECK-NOT:     norm.softmax
func.func @softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
