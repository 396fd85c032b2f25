// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-DAG: #[[$ROWS:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-DAG: #[[$POINTS:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$SCALAR:.*]] = affine_map<(d0, d1) -> ()>
// CHECK-DAG: #[[$UNIT:.*]] = affine_map<(d0, d1) -> (0, d1)>

// CHECK-LABEL: func @tensors_and_a_scalar(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?x8xbf16>, %[[E:[^:]+]]: f32, %[[INIT:[^:]+]]: tensor<?xf32>)
func.func @tensors_and_a_scalar(%x: tensor<?x8xbf16>, %e: f32, %init: tensor<?xf32>)
    -> tensor<?xf32> {
  // CHECK: %[[Y:.*]] = norm.generic ins(%[[X]], %[[E]] : tensor<?x8xbf16>, f32) outs(%[[INIT]] : tensor<?xf32>)
  // CHECK-SAME: {indexing_maps = [#[[$POINTS]], #[[$SCALAR]], #[[$ROWS]]], iterator_types = ["parallel", "reduction"]} {
  // CHECK-NEXT: ^bb0(%[[XE:.*]]: bf16, %[[EE:.*]]: f32):
  %y = norm.generic ins(%x, %e : tensor<?x8xbf16>, f32) outs(%init : tensor<?xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>,
                        affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: bf16, %ee: f32):
    // CHECK-NEXT: %[[WIDE:.*]] = arith.extf %[[XE]]
    // CHECK-NEXT: %[[SUM:.*]] = norm.reduce <add> %[[WIDE]] over [1] : f32
    // CHECK-NEXT: %[[MAX:.*]] = arith.maximumf %[[SUM]], %[[EE]]
    // CHECK-NEXT: norm.yield %[[MAX]] : f32
    // CHECK-NEXT: } -> tensor<?xf32>
    %wide = arith.extf %xe : bf16 to f32
    %sum = norm.reduce <add> %wide over [1] : f32
    %max = arith.maximumf %sum, %ee : f32
    norm.yield %max : f32
  } -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// CHECK-LABEL: func @two_results_of_a_unit_row(
// CHECK: norm.generic ins(%{{.*}} : tensor<1x8xf16>) outs(%{{.*}}, %{{.*}} : tensor<?x8xf16>, tensor<?xf32>)
// CHECK-SAME: {indexing_maps = [#[[$UNIT]], #[[$POINTS]], #[[$ROWS]]]
// CHECK: norm.yield %{{.*}}, %{{.*}} : f16, f32
// CHECK: } -> (tensor<?x8xf16>, tensor<?xf32>)
func.func @two_results_of_a_unit_row(%x: tensor<1x8xf16>, %y: tensor<?x8xf16>, %m: tensor<?xf32>) {
  %0:2 = norm.generic ins(%x : tensor<1x8xf16>) outs(%y, %m : tensor<?x8xf16>, tensor<?xf32>)
      {indexing_maps = [affine_map<(r, c) -> (0, c)>, affine_map<(r, c) -> (r, c)>,
                        affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f16):
    %n = norm.count : f32
    norm.yield %xe, %n : f16, f32
  } -> (tensor<?x8xf16>, tensor<?xf32>)
  return
}

// CHECK-LABEL: func @memrefs_without_result(
// CHECK: norm.generic ins(%{{.*}} : memref<4x8xf32, strided<[16, 1]>>) outs(%{{.*}} : memref<4x8xf32>)
// CHECK-SAME: note = "kept"
// CHECK: norm.yield %{{.*}} : f32
// CHECK-NEXT: }
// CHECK-NEXT: return
func.func @memrefs_without_result(%x: memref<4x8xf32, strided<[16, 1]>>, %y: memref<4x8xf32>) {
  norm.generic ins(%x : memref<4x8xf32, strided<[16, 1]>>) outs(%y : memref<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"], note = "kept"} {
  ^bb0(%xe: f32):
    norm.yield %xe : f32
  }
  return
}

// CHECK-LABEL: func @no_inputs(
// CHECK: norm.generic outs(%{{.*}} : tensor<4x8xindex>)
// CHECK: %[[I:.*]] = norm.index 1 : index
// CHECK-NEXT: norm.yield %[[I]] : index
func.func @no_inputs(%init: tensor<4x8xindex>) {
  %0 = norm.generic outs(%init : tensor<4x8xindex>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "parallel"]} {
    %i = norm.index 1 : index
    norm.yield %i : index
  } -> tensor<4x8xindex>
  return
}

// CHECK-LABEL: func @zero_iterators(
// CHECK: norm.generic ins(%{{.*}} : tensor<f32>) outs(%{{.*}} : tensor<f32>) {indexing_maps = [#{{.*}}, #{{.*}}], iterator_types = []}
func.func @zero_iterators(%x: tensor<f32>, %init: tensor<f32>) {
  %0 = norm.generic ins(%x : tensor<f32>) outs(%init : tensor<f32>)
      {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []} {
  ^bb0(%xe: f32):
    norm.yield %xe : f32
  } -> tensor<f32>
  return
}
