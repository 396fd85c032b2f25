// RUN: norm-opt %s -canonicalize | FileCheck %s

#points = affine_map<(r, c) -> (r, c)>
#rows = affine_map<(r, c) -> (r)>

// CHECK-LABEL: func @unnamed_reduction_becomes_parallel(
// CHECK: iterator_types = ["parallel", "parallel"]
func.func @unnamed_reduction_becomes_parallel(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>)
    -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [#points, #points], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %z = math.tanh %e : f32
    norm.yield %z : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// An absent `over` would mean another set after the change.
// CHECK-LABEL: func @one_of_two_reductions(
// CHECK: iterator_types = ["parallel", "reduction"]
func.func @one_of_two_reductions(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [#points, #points], iterator_types = ["reduction", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce <add> %e over [1] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_reduced(
// CHECK: iterator_types = ["parallel", "reduction"]
func.func @negative_reduced(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [#points, #points], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce <add> %e : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_counted(
// CHECK: iterator_types = ["parallel", "reduction"]
func.func @negative_counted(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [#points, #points], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %n = norm.count : f32
    %z = arith.divf %e, %n : f32
    norm.yield %z : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// A parallel iterator has to be in every output map.
// CHECK-LABEL: func @negative_not_in_output(
// CHECK: iterator_types = ["parallel", "reduction"]
func.func @negative_not_in_output(%x: tensor<4x8xf32>, %o: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4xf32>)
      {indexing_maps = [#points, #rows], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %k = arith.constant 1.0 : f32
    norm.yield %k : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func @constants_stay_in_the_body(
// CHECK: ^bb0
// CHECK-NEXT: arith.constant
func.func @constants_stay_in_the_body(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>)
    -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [#points, #points], iterator_types = ["parallel", "parallel"]} {
  ^bb0(%e: f32):
    %two = arith.constant 2.0 : f32
    %z = arith.mulf %e, %two : f32
    norm.yield %z : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
