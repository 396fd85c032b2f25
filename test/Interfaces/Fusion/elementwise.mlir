// RUN: norm-opt %s --linalg-fuse-elementwise-ops | FileCheck %s

#id = affine_map<(r, c) -> (r, c)>

// Producers fuse with each other up to the norm op, and it stays.
// CHECK-LABEL: func @around_a_named_op
// CHECK-COUNT-1: linalg.generic
// CHECK:         %[[NORM:.*]] = norm.softmax
// CHECK:         linalg.generic {{.*}} ins(%[[NORM]]
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @around_a_named_op(%x: tensor<4x8xf32>, %e: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = math.absf %v : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  %b = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%a : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = math.sqrt %v : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  %n = norm.softmax %b over [1] : tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%n : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.negf %v : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @around_a_generic
// CHECK:         %[[ABS:.*]] = linalg.generic
// CHECK:         %[[NORM:.*]] = norm.generic ins(%[[ABS]]
// CHECK:           norm.reduce
// CHECK:         linalg.generic {{.*}} ins(%[[NORM]]
func.func @around_a_generic(%x: tensor<4x8xf32>, %e: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = math.absf %v : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  %n = norm.generic ins(%a : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>)
      {indexing_maps = [#id, #id], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.divf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%n : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.negf %v : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
