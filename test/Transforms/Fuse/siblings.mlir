// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// Two norms of one tensor read it once and share its statistic.
// CHECK-LABEL: func @two_rms_norms
// CHECK-SAME:    %[[X:.*]]: tensor<?x64xf32>, %[[G:.*]]: tensor<64xf32>, %[[H:.*]]: tensor<64xf32>
// CHECK:         %[[OUT:.*]]:2 = norm.generic ins(%[[X]], %[[G]], %[[H]] :
// CHECK:           norm.reduce <add>
// CHECK-NOT:       norm.reduce
// CHECK:         return %[[OUT]]#0, %[[OUT]]#1
func.func @two_rms_norms(%x: tensor<?x64xf32>, %g: tensor<64xf32>, %h: tensor<64xf32>) -> (tensor<?x64xf32>, tensor<?x64xf32>) {
  %y = norm.rms_norm %x scale(%g : tensor<64xf32>) over [1] epsilon 1.0e-6 : tensor<?x64xf32>
  %z = norm.rms_norm %x scale(%h : tensor<64xf32>) over [1] epsilon 1.0e-6 : tensor<?x64xf32>
  return %y, %z : tensor<?x64xf32>, tensor<?x64xf32>
}

// A structured reduction of the same rows joins, whatever it starts from.
// CHECK-LABEL: func @norm_and_maximum
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[START:.*]]: tensor<4xf32>
// CHECK:         %[[OUT:.*]]:2 = norm.generic ins(%[[X]], %[[START]] :
// CHECK-NEXT:    ^bb0(%[[XE:.*]]: f32, %[[STARTE:.*]]: f32):
// CHECK:           %[[MAX:.*]] = norm.reduce <maximumf> %[[XE]]
// CHECK:           %[[TOP:.*]] = arith.maximumf %[[STARTE]], %[[MAX]]
// CHECK:           norm.yield %{{.*}}, %[[TOP]]
// CHECK:         return %[[OUT]]#0, %[[OUT]]#1
func.func @norm_and_maximum(%x: tensor<4x8xf32>, %start: tensor<4xf32>) -> (tensor<4x8xf32>, tensor<4xf32>) {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  %max = linalg.reduce { arith.maximumf } ins(%x : tensor<4x8xf32>) outs(%start : tensor<4xf32>) dimensions = [1]
  return %y, %max : tensor<4x8xf32>, tensor<4xf32>
}

// CHECK-LABEL: func @negative_other_rows
// CHECK-COUNT-2: norm.generic
func.func @negative_other_rows(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %y = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  %z = norm.rms_norm %x over [0] epsilon 1.0e-6 : tensor<4x8xf32>
  return %y, %z : tensor<4x8xf32>, tensor<4x8xf32>
}

// One needs the other by way of a product.
// CHECK-LABEL: func @negative_path_between
// CHECK:         norm.generic
// CHECK:         linalg.matmul
// CHECK:         norm.generic
func.func @negative_path_between(%x: tensor<4x4xf32>, %w: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %y = norm.softmax %x over [1] : tensor<4x4xf32>
  %p = linalg.matmul ins(%y, %w : tensor<4x4xf32>, tensor<4x4xf32>) outs(%w : tensor<4x4xf32>) -> tensor<4x4xf32>
  %s = arith.addf %x, %p : tensor<4x4xf32>
  %z = norm.softmax %s over [1] : tensor<4x4xf32>
  return %z : tensor<4x4xf32>
}
