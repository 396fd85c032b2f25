// Softmax and log-softmax: the maximum cancels by itself, whatever it is
// reduced with.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0, 0)>
#rank1 = affine_map<(d0, d1) -> (d0)>

// The maximum comes with its index and without the unit dimension that the sum
// keeps.
// CHECK-LABEL: func @softmax
// CHECK-SAME:    %[[X:.*]]: tensor<?x?xf32>
// CHECK:         %[[Y:.*]] = norm.softmax %[[X]] over [1] : tensor<?x?xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @softmax(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %c1 = arith.constant 1 : index
  %columns = tensor.dim %x, %c1 : tensor<?x?xf32>
  %lowest = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %first = arith.constant 0 : i64
  %rank1 = tensor.empty(%rows) : tensor<?xf32>
  %none = linalg.fill ins(%lowest : f32) outs(%rank1 : tensor<?xf32>) -> tensor<?xf32>
  %rank1i = tensor.empty(%rows) : tensor<?xi64>
  %start = linalg.fill ins(%first : i64) outs(%rank1i : tensor<?xi64>) -> tensor<?xi64>
  %max:2 = linalg.generic {indexing_maps = [#id, #rank1, #rank1], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<?x?xf32>) outs(%none, %start : tensor<?xf32>, tensor<?xi64>) {
  ^bb0(%a: f32, %m: f32, %i: i64):
    %position = linalg.index 1 : index
    %j = arith.index_cast %position : index to i64
    %greater = arith.maximumf %a, %m : f32
    %is_greater = arith.cmpf ogt, %a, %m : f32
    %k = arith.select %is_greater, %j, %i : i64
    linalg.yield %greater, %k : f32, i64
  } -> (tensor<?xf32>, tensor<?xi64>)
  %kept = tensor.expand_shape %max#0 [[0, 1]] output_shape [%rows, 1] : tensor<?xf32> into tensor<?x1xf32>
  %empty = tensor.empty(%rows, %columns) : tensor<?x?xf32>
  %e = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %kept : tensor<?x?xf32>, tensor<?x1xf32>) outs(%empty : tensor<?x?xf32>) {
  ^bb0(%a: f32, %m: f32, %o: f32):
    %d = arith.subf %a, %m : f32
    %exp = math.exp %d : f32
    linalg.yield %exp : f32
  } -> tensor<?x?xf32>
  %column = tensor.empty(%rows) : tensor<?x1xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%column : tensor<?x1xf32>) -> tensor<?x1xf32>
  %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
      ins(%e : tensor<?x?xf32>) outs(%zeros : tensor<?x1xf32>) {
  ^bb0(%a: f32, %s: f32):
    %t = arith.addf %a, %s : f32
    linalg.yield %t : f32
  } -> tensor<?x1xf32>
  %y = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%e, %sum : tensor<?x?xf32>, tensor<?x1xf32>) outs(%empty : tensor<?x?xf32>) {
  ^bb0(%a: f32, %s: f32, %o: f32):
    %q = arith.divf %a, %s : f32
    linalg.yield %q : f32
  } -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// CHECK-LABEL: func @log_softmax
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>
// CHECK-NEXT:    %[[Y:.*]] = norm.log_softmax %[[X]] over [1] : tensor<4x8xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @log_softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %none = arith.constant dense<0xFF800000> : tensor<4xf32>
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %max = linalg.reduce {arith.maximumf} ins(%x : tensor<4x8xf32>) outs(%none : tensor<4xf32>) dimensions = [1]
  %maxima = linalg.broadcast ins(%max : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %centered = arith.subf %x, %maxima : tensor<4x8xf32>
  %e = math.exp %centered : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %log = math.log %sum : tensor<4xf32>
  %logs = linalg.broadcast ins(%log : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.subf %centered, %logs : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
