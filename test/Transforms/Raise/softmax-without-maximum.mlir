// A softmax whose maximum is not subtracted is one where it is finite.
// RUN: norm-opt %s --norm-raise=report 2>&1 | FileCheck %s

// CHECK:         norm.softmax {{.*}} the maximum is subtracted first
// CHECK-LABEL: func @plain_softmax
// CHECK:         norm.softmax %{{.*}} over [1] : tensor<4x8xf32>
func.func @plain_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %e = math.exp %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
