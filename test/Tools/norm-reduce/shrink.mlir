// Of a chain of normalizers, only the one that the failure needs is left.
// RUN: norm-reduce %s \
// RUN:   -reduction-tree='traversal-mode=0 test=%S/has-softmax.sh' | FileCheck %s

// CHECK-LABEL: func @chain
// CHECK-NOT:     norm.{{layer|rms}}_norm
// CHECK:         norm.softmax
// CHECK-NOT:     norm.{{layer|rms}}_norm
func.func @chain(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = norm.layer_norm %x over [1] epsilon 1.0e-5 : tensor<4x8xf32>
  %b = norm.softmax %a over [1] : tensor<4x8xf32>
  %c = norm.rms_norm %b over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  return %c : tensor<4x8xf32>
}
