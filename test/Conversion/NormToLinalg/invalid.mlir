// RUN: norm-opt %s --convert-norm-to-linalg --verify-diagnostics --split-input-file

func.func @named(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // expected-error @+1 {{'norm.softmax' op has no form in linalg; expand or inline it first}}
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
