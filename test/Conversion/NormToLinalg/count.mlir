// RUN: norm-opt %s --convert-norm-to-linalg --canonicalize --cse | FileCheck %s

// A static count is exact before its one rounding: 4097 * 4097 is 16785409,
// and f32 has 16785408.
// CHECK-LABEL: func @static
func.func @static(%x: tensor<4097x4097xf32>, %init: tensor<f32>) -> tensor<f32> {
  // CHECK: arith.constant 0x4B8010{{.*}} : f32
  %n = norm.generic ins(%x : tensor<4097x4097xf32>) outs(%init : tensor<f32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>],
       iterator_types = ["reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %n = norm.count : f32
    norm.yield %n : f32
  } -> tensor<f32>
  return %n : tensor<f32>
}

// A dynamic one multiplies integers.
// CHECK-LABEL: func @dynamic
// CHECK-SAME:    %[[X:.*]]: tensor<?x7x?xf32>
func.func @dynamic(%x: tensor<?x7x?xf32>, %init: tensor<f32>) -> tensor<f32> {
  // CHECK-DAG: %[[SEVEN:.*]] = arith.constant 7 : index
  // CHECK-DAG: %[[ROWS:.*]] = tensor.dim %[[X]], %c0
  // CHECK-DAG: %[[COLUMNS:.*]] = tensor.dim %[[X]], %c2
  // CHECK:     %[[PART:.*]] = arith.muli %[[ROWS]], %[[COLUMNS]] : index
  // CHECK:     %[[COUNT:.*]] = arith.muli %[[PART]], %[[SEVEN]] : index
  // CHECK:     %[[WIDE:.*]] = arith.index_cast %[[COUNT]] : index to i64
  // CHECK:     %[[N:.*]] = arith.sitofp %[[WIDE]] : i64 to f32
  // CHECK:     linalg.generic
  // CHECK:     linalg.yield %[[N]] : f32
  %n = norm.generic ins(%x : tensor<?x7x?xf32>) outs(%init : tensor<f32>)
      {indexing_maps = [affine_map<(n, r, c) -> (n, r, c)>, affine_map<(n, r, c) -> ()>],
       iterator_types = ["reduction", "reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %n = norm.count : f32
    norm.yield %n : f32
  } -> tensor<f32>
  return %n : tensor<f32>
}
