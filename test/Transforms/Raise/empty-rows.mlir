// Rows of -inf become 0, as scaled dot-product attention has it.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @safe_softmax
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK-NEXT:    %[[Y:.*]] = norm.softmax %[[X]] over [1] on_empty zero : tensor<4x8xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @safe_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maximumf} ins(%x : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima = linalg.broadcast ins(%max : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.divf %e, %sums : tensor<4x8xf32>
  %x64 = arith.extf %x : tensor<4x8xf32> to tensor<4x8xf64>
  %inf = arith.constant dense<0xFFF0000000000000> : tensor<4x8xf64>
  %is_inf = arith.cmpf oeq, %x64, %inf : tensor<4x8xf64>
  %true = arith.constant dense<true> : tensor<4xi1>
  %all = linalg.reduce {arith.andi} ins(%is_inf : tensor<4x8xi1>) outs(%true : tensor<4xi1>) dimensions = [1]
  %widei = tensor.empty() : tensor<4x8xi1>
  %rows = linalg.broadcast ins(%all : tensor<4xi1>) outs(%widei : tensor<4x8xi1>) dimensions = [1]
  %zero = arith.constant dense<0.0> : tensor<4x8xf32>
  %safe = arith.select %rows, %zero, %y : tensor<4x8xi1>, tensor<4x8xf32>
  return %safe : tensor<4x8xf32>
}
