// A reduction and a map over its row that have no name.
// RUN: norm-opt %s --norm-raise | FileCheck %s --check-prefix=KEEP
// RUN: norm-opt %s --norm-raise=unnamed=generic | FileCheck %s

// KEEP-LABEL: func @center
// KEEP-NOT:     norm.
// CHECK-LABEL: func @center
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK:         %[[Y:.*]] = norm.generic ins(%[[X]] :
// CHECK-SAME:    iterator_types = ["parallel", "reduction"]
// CHECK:         norm.reduce <add> %{{.*}} over [1] : f32
// CHECK:         return %[[Y]]
func.func @center(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%x : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %means = linalg.broadcast ins(%mean : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.subf %x, %means : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
