// RUN: norm-opt %s --norm-to-linalg | FileCheck %s --implicit-check-not="norm."

// No norm op is left, and all is on tensors.
// CHECK-LABEL: func @block
func.func @block(%x: tensor<?x6x4xbf16>, %g: tensor<6xbf16>) -> tensor<?x6x4xbf16> {
  // CHECK: linalg.generic
  %n = norm.group_norm %x scale(%g : tensor<6xbf16>) groups 3 epsilon 1.0e-5 : tensor<?x6x4xbf16>
  %y = norm.softmax %n over [2] : tensor<?x6x4xbf16>
  return %y : tensor<?x6x4xbf16>
}
