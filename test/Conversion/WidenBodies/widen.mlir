// RUN: norm-opt %s --norm-widen-bodies --canonicalize | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

// CHECK-LABEL: func @sum
// CHECK: ^bb0(%[[A:.*]]: bf16, %[[B:.*]]: bf16):
// CHECK-DAG: %[[WIDE_A:.*]] = arith.extf %[[A]] : bf16 to f32
// CHECK-DAG: %[[WIDE_B:.*]] = arith.extf %[[B]] : bf16 to f32
// CHECK: %[[SUM:.*]] = arith.addf %[[WIDE_A]], %[[WIDE_B]] : f32
// CHECK: arith.truncf %[[SUM]] : f32 to bf16
func.func @sum(%x: tensor<4x16xbf16>, %r: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %init = tensor.empty() : tensor<4x16xbf16>
  %y = norm.generic ins(%x, %r : tensor<4x16xbf16>, tensor<4x16xbf16>)
      outs(%init : tensor<4x16xbf16>)
      {indexing_maps = [#row, #row, #row], iterator_types = ["parallel", "parallel"]} {
  ^bb0(%a: bf16, %b: bf16):
    %sum = arith.addf %a, %b : bf16
    norm.yield %sum : bf16
  } -> tensor<4x16xbf16>
  return %y : tensor<4x16xbf16>
}

// Whole tensors would have to be written in f32.
// CHECK-LABEL: func @negative_no_body
// CHECK: arith.addf {{.*}} : tensor<4x16xbf16>
func.func @negative_no_body(%x: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %y = arith.addf %x, %x : tensor<4x16xbf16>
  return %y : tensor<4x16xbf16>
}

// Each op rounds, also between two of them.
// CHECK-LABEL: func @chain
// CHECK: %[[SUM:.*]] = arith.truncf
// CHECK: arith.extf %[[SUM]] : bf16 to f32
func.func @chain(%x: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %init = tensor.empty() : tensor<4x16xbf16>
  %y = norm.generic ins(%x : tensor<4x16xbf16>) outs(%init : tensor<4x16xbf16>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]} {
  ^bb0(%a: bf16):
    %sum = arith.addf %a, %a : bf16
    %square = arith.mulf %sum, %sum : bf16
    norm.yield %square : bf16
  } -> tensor<4x16xbf16>
  return %y : tensor<4x16xbf16>
}
