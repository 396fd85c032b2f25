// RUN: norm-opt %s --norm-expand --convert-norm-to-linalg --canonicalize --cse | FileCheck %s

// The logarithm is taken once per row, and data is read as it is stored.
// CHECK-LABEL: func @softmax
// CHECK-SAME:    %[[X:.*]]: tensor<?x?xbf16>
func.func @softmax(%x: tensor<?x?xbf16>) -> (tensor<?x?xbf16>, tensor<?x1xf32>) {
  // CHECK-NOT: tensor<?x?xf32>
  // CHECK:     %[[LOWEST:.*]] = arith.constant 0xFF800000 : f32
  // CHECK:     linalg.fill ins(%[[LOWEST]]
  // CHECK:     %[[MAX:.*]] = linalg.generic {{.*}} ins(%[[X]] :
  // CHECK:       arith.maximumf
  // CHECK:     %[[SUM:.*]] = linalg.generic {{.*}}"reduction"]} ins(%[[X]], %[[MAX]] :
  // CHECK:       math.exp
  // CHECK:     %[[Y:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[MAX]], %[[SUM]] :
  // CHECK-NOT:   math.log
  // CHECK:     %[[LSE:.*]] = linalg.generic {{.*}} iterator_types = ["parallel"]} ins(%[[MAX]], %[[SUM]] :
  // CHECK:       math.log
  // CHECK:     return %[[Y]], %[[LSE]]
  %y, %lse = norm.softmax %x over [1] : tensor<?x?xbf16>, tensor<?x1xf32>
  return %y, %lse : tensor<?x?xbf16>, tensor<?x1xf32>
}
