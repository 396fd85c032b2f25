// RUN: norm-run %s --backend=reference | FileCheck %s

#strided = affine_map<(i, k) -> (2 * i + k)>
#window = affine_map<(i, k) -> (k)>
#row = affine_map<(i, k) -> (i)>

func.func @main() -> (tensor<2x2xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<2x2xindex>, tensor<2xf32>) {
  %a = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x2xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x2xf32>) -> tensor<2x2xf32>
  %b = arith.constant dense<[[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]> : tensor<3x2xf32>

  // CHECK: result 0: tensor<2x2xf32> = {{\[\[}}4, 5], [10, 11]]
  %product = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x2xf32>) outs(%init : tensor<2x2xf32>) -> tensor<2x2xf32>

  // CHECK: result 1: tensor<3x2xf32> = {{\[\[}}1, 4], [2, 5], [3, 6]]
  %tall = tensor.empty() : tensor<3x2xf32>
  %transposed = linalg.transpose ins(%a : tensor<2x3xf32>) outs(%tall : tensor<3x2xf32>) permutation = [1, 0]

  // A window that slides by two: [1 + 2, 3 + 4].
  // CHECK: result 2: tensor<2xf32> = [3, 7]
  %signal = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32>
  %ones = arith.constant dense<1.0> : tensor<2xf32>
  %sums = arith.constant dense<0.0> : tensor<2xf32>
  %windows = linalg.generic {indexing_maps = [#strided, #window, #row], iterator_types = ["parallel", "reduction"]}
      ins(%signal, %ones : tensor<4xf32>, tensor<2xf32>) outs(%sums : tensor<2xf32>) {
  ^bb0(%s: f32, %w: f32, %acc: f32):
    %weighted = arith.mulf %s, %w : f32
    %sum = arith.addf %acc, %weighted : f32
    linalg.yield %sum : f32
  } -> tensor<2xf32>

  // CHECK: result 3: tensor<2x2xindex> = {{\[\[}}0, 1], [10, 11]]
  %places = tensor.empty() : tensor<2x2xindex>
  %c10 = arith.constant 10 : index
  %indices = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      outs(%places : tensor<2x2xindex>) {
  ^bb0(%out: index):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %tens = arith.muli %i, %c10 : index
    %place = arith.addi %tens, %j : index
    linalg.yield %place : index
  } -> tensor<2x2xindex>

  // An aggregate runs as what it decomposes into.
  // CHECK: result 4: tensor<2xf32> = [0.5, 0.5]
  %logits = arith.constant dense<3.0> : tensor<2xf32>
  %out = tensor.empty() : tensor<2xf32>
  %softmax = linalg.softmax dimension(0) ins(%logits : tensor<2xf32>) outs(%out : tensor<2xf32>) -> tensor<2xf32>
  return %product, %transposed, %windows, %indices, %softmax
      : tensor<2x2xf32>, tensor<3x2xf32>, tensor<2xf32>, tensor<2x2xindex>, tensor<2xf32>
}
