// RUN: norm-opt %s --split-input-file --one-shot-bufferize="bufferize-function-boundaries" --verify-diagnostics

func.func @negative_named(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // expected-error @below {{'norm.softmax' op expects norm-expand to run before bufferization}}
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

norm.define private @identity {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @negative_apply(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // expected-error @below {{'norm.apply' op expects norm-expand to run before bufferization}}
  %y = norm.apply @identity(%x) over [1] : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
