// RUN: norm-opt %S/../../lib/Library/normalizers.mlir | norm-opt | FileCheck %s --check-prefix=LIBRARY
// RUN: norm-opt %s --norm-expand=definitions=%S/../../lib/Library/normalizers.mlir | FileCheck %s

// LIBRARY-DAG: norm.define @seednorm attributes
// LIBRARY-DAG: norm.define @grn(
// LIBRARY-DAG: norm.define @qk_norm(
// LIBRARY-DAG: norm.define @scale_norm attributes
// LIBRARY-DAG: norm.define @ada_ln attributes
// LIBRARY-DAG: norm.define @evonorm_s0(
// LIBRARY-DAG: norm.define @power_norm attributes
// LIBRARY-DAG: norm.define @bhyt attributes
// LIBRARY-DAG: norm.define @neural_sort_sinkhorn(
// LIBRARY-DAG: norm.define @group_whitening(

// CHECK-NOT: norm.define
norm.define private @ada_ln
norm.define private @bhyt
norm.define private @grn
norm.define private @group_whitening

// One definition serves a condition per sample and channels that come first.
// CHECK-LABEL: func @conditioned_per_sample
// CHECK:         norm.generic ins({{.*}} : tensor<?x?x64xbf16>, tensor<?x1x64xf32>, tensor<?x1x64xf32>)
// CHECK-SAME:      iterator_types = ["parallel", "parallel", "reduction"]
func.func @conditioned_per_sample(%x: tensor<?x?x64xbf16>, %scale: tensor<?x1x64xf32>, %shift: tensor<?x1x64xf32>)
    -> tensor<?x?x64xbf16> {
  %y = norm.apply @ada_ln(%x, %scale, %shift) over [2]
      : (tensor<?x?x64xbf16>, tensor<?x1x64xf32>, tensor<?x1x64xf32>) -> tensor<?x?x64xbf16>
  return %y : tensor<?x?x64xbf16>
}

// CHECK-LABEL: func @channels_first
// CHECK:         norm.generic ins({{.*}} : tensor<2x64x?x?xf16>, tensor<64xf16>, f32)
// CHECK-SAME:      iterator_types = ["parallel", "reduction", "parallel", "parallel"]
func.func @channels_first(%x: tensor<2x64x?x?xf16>, %scale: tensor<64xf16>, %lambda: f32) -> tensor<2x64x?x?xf16> {
  %y = norm.apply @bhyt(%x, %scale, %lambda) over [1]
      : (tensor<2x64x?x?xf16>, tensor<64xf16>, f32) -> tensor<2x64x?x?xf16>
  return %y : tensor<2x64x?x?xf16>
}

// CHECK-LABEL: func @two_sets_in_one_generic
// CHECK-COUNT-1: norm.generic
// CHECK:           norm.reduce <add> %{{.*}} over [2, 3] : f32
// CHECK:           norm.reduce <add> %{{.*}} over [1] : f32
// CHECK-NOT:     norm.generic
// CHECK:         return
func.func @two_sets_in_one_generic(%x: tensor<2x8x4x4xf32>, %g: tensor<8xf32>) -> tensor<2x8x4x4xf32> {
  %y = norm.apply @grn(%x, %g, %g)
      : (tensor<2x8x4x4xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<2x8x4x4xf32>
  return %y : tensor<2x8x4x4xf32>
}

// CHECK-LABEL: func @whitened
// CHECK:         scf.for
// CHECK-COUNT-3:   linalg.batch_matmul
// CHECK:         linalg.batch_matmul
// CHECK-NOT:     norm.apply
func.func @whitened(%x: tensor<?x?xbf16>) -> tensor<?x?xbf16> {
  %y = norm.apply @group_whitening(%x) {iterations = 7 : index} : (tensor<?x?xbf16>) -> tensor<?x?xbf16>
  return %y : tensor<?x?xbf16>
}
