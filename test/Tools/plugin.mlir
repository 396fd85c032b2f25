// Placeholder
// RUN: mlir-opt --load-dialect-plugin=%norm_plugin --load-pass-plugin=%norm_plugin --show-dialects | FileCheck %s
// CHECK: norm
