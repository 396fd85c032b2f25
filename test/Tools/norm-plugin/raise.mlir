// Recognition inside the stock mlir-opt of the package.
// RUN: mlir-opt %S/../../Models/llama/linalg.mlir \
// RUN:   --load-dialect-plugin=%norm_plugin --load-pass-plugin=%norm_plugin \
// RUN:   --pass-pipeline='builtin.module(norm-raise)' | FileCheck %s

// CHECK-COUNT-5: norm.rms_norm
// CHECK-NOT:     norm.rms_norm
