// RUN: norm-run %s --backend=reference | FileCheck %s

// A named op means what it expands to.
func.func @main() -> (tensor<2xf32>, tensor<1x2xf32>) {
  %x = arith.constant dense<[3.0, 4.0]> : tensor<2xf32>
  // The mean square of 3 and 4 is 12.5, whose root is 3.535534.
  // CHECK: result 0: tensor<2xf32> = [0.848528, 1.13137]
  %rms = norm.rms_norm %x over [0] epsilon 0.0 : tensor<2xf32>
  %logits = arith.constant dense<[[1000.0, 1000.0]]> : tensor<1x2xf32>
  // CHECK: result 1: tensor<1x2xf32> = {{\[\[}}0.5, 0.5]]
  %softmax = norm.softmax %logits over [1] : tensor<1x2xf32>
  return %rms, %softmax : tensor<2xf32>, tensor<1x2xf32>
}
