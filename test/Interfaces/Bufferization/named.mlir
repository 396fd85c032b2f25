// RUN: norm-opt %s --one-shot-bufferize="bufferize-function-boundaries" --verify-diagnostics

func.func @negative_named(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // expected-error @below {{'norm.softmax' op expects norm-expand to run before bufferization}}
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
