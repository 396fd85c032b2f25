// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s
// RUN: norm-opt %s --norm-expand --norm-fuse --remarks-filter-missed=norm-fuse 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK

// REMARK: Function=negative_broadcast_of_a_statistic | condition="it iterates over what the other does not have", culprit=norm.generic, op=linalg.generic
// REMARK: Function=negative_matmul_in_front

// CHECK-LABEL: func @negative_broadcast_of_a_statistic
// CHECK:         norm.generic
// CHECK:         linalg.generic
func.func @negative_broadcast_of_a_statistic(%x: tensor<4x8xf32>, %e: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %m = norm.moments %x mean over [1] : tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(r, c) -> (r, 0)>, affine_map<(r, c) -> (r, c)>],
      iterator_types = ["parallel", "parallel"]} ins(%m : tensor<4x1xf32>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %w = math.exp %v : f32
    linalg.yield %w : f32
  } -> tensor<4x16xf32>
  return %y : tensor<4x16xf32>
}

// CHECK-LABEL: func @negative_matmul_in_front
// CHECK:         linalg.matmul
// CHECK:         norm.generic
func.func @negative_matmul_in_front(%x: tensor<4x8xf32>, %w: tensor<8x4xf32>, %e: tensor<4x4xf32>, %alpha: tensor<f32>) -> tensor<4x4xf32> {
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %y = norm.dyt %p alpha(%alpha : tensor<f32>) : tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// CHECK-LABEL: func @negative_matmul_as_a_generic
// CHECK:         norm.generic
// CHECK:         linalg.generic
func.func @negative_matmul_as_a_generic(%x: tensor<4x8xf32>, %w: tensor<8x4xf32>, %e: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  %p = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]} ins(%y, %w : tensor<4x8xf32>, tensor<8x4xf32>) outs(%e : tensor<4x4xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %ab = arith.mulf %a, %b : f32
    %s = arith.addf %o, %ab : f32
    linalg.yield %s : f32
  } -> tensor<4x4xf32>
  return %p : tensor<4x4xf32>
}

// CHECK-LABEL: func @negative_not_a_permutation
// CHECK:         linalg.generic
// CHECK:         norm.generic
func.func @negative_not_a_permutation(%x: tensor<8x11xf32>, %e: tensor<8x4xf32>) -> tensor<8x4xf32> {
  %s = linalg.generic {indexing_maps = [affine_map<(r, c) -> (r, r + c)>, affine_map<(r, c) -> (r, c)>],
      iterator_types = ["parallel", "parallel"]} ins(%x : tensor<8x11xf32>) outs(%e : tensor<8x4xf32>) {
  ^bb0(%v: f32, %o: f32):
    %w = math.exp %v : f32
    linalg.yield %w : f32
  } -> tensor<8x4xf32>
  %y = norm.softmax %s over [1] : tensor<8x4xf32>
  return %y : tensor<8x4xf32>
}

// CHECK-LABEL: func @negative_other_dimension
// CHECK:         norm.generic
// CHECK:         norm.generic
func.func @negative_other_dimension(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  %z = norm.softmax %y over [0] : tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}

// A weight is computed once, not once a row.
// CHECK-LABEL: func @negative_work_on_a_parameter
// CHECK:         %[[WEIGHT:.*]] = math.exp
// CHECK:         norm.generic ins(%{{.*}}, %[[WEIGHT]]
func.func @negative_work_on_a_parameter(%x: tensor<4x8xf32>, %g: tensor<8xf32>) -> tensor<4x8xf32> {
  %w = math.exp %g : tensor<8xf32>
  %y = norm.rms_norm %x scale(%w : tensor<8xf32>) over [1] epsilon 1.0e-6 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// How one is to be computed says nothing of the other.
// CHECK-LABEL: func @negative_attributes
// CHECK-COUNT-2: norm.generic
func.func @negative_attributes(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x : tensor<4xf32>) outs(%x : tensor<4xf32>) {indexing_maps = [affine_map<(r) -> (r)>, affine_map<(r) -> (r)>],
      iterator_types = ["parallel"], hint = 1} {
  ^bb0(%v: f32):
    %w = math.exp %v : f32
    norm.yield %w : f32
  } -> tensor<4xf32>
  %z = norm.generic ins(%y : tensor<4xf32>) outs(%x : tensor<4xf32>) {indexing_maps = [affine_map<(r) -> (r)>, affine_map<(r) -> (r)>],
      iterator_types = ["parallel"], hint = 2} {
  ^bb0(%v: f32):
    %w = math.exp %v : f32
    norm.yield %w : f32
  } -> tensor<4xf32>
  return %z : tensor<4xf32>
}
