// RUN: norm-run %s --pipeline "norm-expand{definitions=%S/../../lib/Library/normalizers.mlir},norm-to-llvm" --entry rows | FileCheck %s --check-prefix=ROWS
// RUN: norm-run %s --pipeline "norm-expand{definitions=%S/../../lib/Library/normalizers.mlir},norm-to-llvm" --entry programs | FileCheck %s --check-prefix=PROGRAMS
// RUN: norm-run %s --backend reference --pipeline "norm-expand{definitions=%S/../../lib/Library/normalizers.mlir}" --entry rows | FileCheck %s --check-prefix=ROWS
// RUN: norm-run %s --backend reference --pipeline "norm-expand{definitions=%S/../../lib/Library/normalizers.mlir}" --entry programs | FileCheck %s --check-prefix=PROGRAMS

norm.define private @seednorm
norm.define private @scale_norm
norm.define private @ada_ln
norm.define private @power_norm
norm.define private @bhyt

func.func @rows() -> (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>) {
  %zero = arith.constant dense<0.0> : tensor<2xf32>
  %one = arith.constant dense<1.0> : tensor<2xf32>
  %two = arith.constant dense<2.0> : tensor<2xf32>
  %four = arith.constant dense<4.0> : tensor<2xf32>
  %ten = arith.constant 10.0 : f32
  %34 = arith.constant dense<[[3.0, 4.0]]> : tensor<1x2xf32>
  %13 = arith.constant dense<[[1.0, 3.0]]> : tensor<1x2xf32>
  %11 = arith.constant dense<[[1.0, -1.0]]> : tensor<1x2xf32>

  // Without self-rescaling, [3, 4] over its root mean square, sqrt(12.5).
  // ROWS: 0.848528{{.*}} 1.13137
  %y0 = norm.apply @seednorm(%34, %one, %zero, %one) over [1] {epsilon = 0.0}
      : (tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  // 10 [3, 4] / 5.
  // ROWS: 6{{.*}} 8
  %y1 = norm.apply @scale_norm(%34, %ten) over [1] : (tensor<1x2xf32>, f32) -> tensor<1x2xf32>
  // [-1, 1] (1 + 1) + 1.
  // ROWS: -1{{.*}} 3
  %y2 = norm.apply @ada_ln(%13, %one, %one) over [1] {epsilon = 0.0}
      : (tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  // [1, -1] / sqrt(4) 2 + 1.
  // ROWS: 2{{.*}} 0
  %y3 = norm.apply @power_norm(%11, %four, %two, %one) over [1] {epsilon = 0.0}
      : (tensor<1x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  // 2 tanh([1, -1]).
  // ROWS: 1.52319{{.*}} -1.52319
  %y4 = norm.apply @bhyt(%11, %two, %ten) over [1] {epsilon = 0.0}
      : (tensor<1x2xf32>, tensor<2xf32>, f32) -> tensor<1x2xf32>
  return %y0, %y1, %y2, %y3, %y4
      : tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>, tensor<1x2xf32>
}

norm.define private @grn
norm.define private @qk_norm
norm.define private @evonorm_s0
norm.define private @neural_sort_sinkhorn
norm.define private @group_whitening

func.func @programs() -> (tensor<1x2x1x1xf32>, tensor<1x1x2xf32>, tensor<1x2x1x1xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %zero = arith.constant dense<0.0> : tensor<2xf32>
  %one = arith.constant dense<1.0> : tensor<2xf32>

  // Channels of lengths 3 and 1, mean 2: [3, 1] [3/2, 1/2] + [3, 1].
  // PROGRAMS: 7.5]], {{\[\[}}1.5]
  %31 = arith.constant dense<[[[[3.0]], [[1.0]]]]> : tensor<1x2x1x1xf32>
  %y0 = norm.apply @grn(%31, %one, %zero) {epsilon = 0.0}
      : (tensor<1x2x1x1xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x1x1xf32>
  // Logits log 3 [1, 0], whatever the lengths.
  // PROGRAMS: 0.75{{.*}} 0.25
  %q = arith.constant dense<[[[7.0, 0.0]]]> : tensor<1x1x2xf32>
  %k = arith.constant dense<[[[2.0, 0.0], [0.0, 5.0]]]> : tensor<1x2x2xf32>
  %log3 = arith.constant 1.0986123 : f32
  %y1 = norm.apply @qk_norm(%q, %k, %log3)
      : (tensor<1x1x2xf32>, tensor<1x2x2xf32>, f32) -> tensor<1x1x2xf32>
  // One group of variance 1, sigmoid(0): [3, 1] / 2.
  // PROGRAMS: 1.5]], {{\[\[}}0.5]
  %y2 = norm.apply @evonorm_s0(%31, %zero, %one, %zero) {epsilon = 0.0, groups = 1 : index}
      : (tensor<1x2x1x1xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x1x1xf32>
  // Logits [1, 0] and [-3, -2]: rows and columns sum to one already.
  // PROGRAMS: 0.731059, 0.268941], [0.268941, 0.731059]
  %s = arith.constant dense<[2.0, 1.0]> : tensor<2xf32>
  %y3 = norm.apply @neural_sort_sinkhorn(%s) : (tensor<2xf32>) -> tensor<2x2xf32>
  // Two groups of one channel: centered, over the standard deviations 1 and 2.
  // PROGRAMS: -1, 1], [-1, 1]
  %x = arith.constant dense<[[1.0, 3.0], [0.0, 4.0]]> : tensor<2x2xf32>
  %y4 = norm.apply @group_whitening(%x) {epsilon = 0.0, groups = 2 : index}
      : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y0, %y1, %y2, %y3, %y4
      : tensor<1x2x1x1xf32>, tensor<1x1x2xf32>, tensor<1x2x1x1xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}
