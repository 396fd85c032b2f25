// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#statistic = affine_map<(r, c) -> (r)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Magnitudes are in the order of their encodings, NaN above all.
// CHECK-LABEL: func @magnitudes
// CHECK: arith.maxsi {{.*}} : vector<4xi32>
// CHECK-NOT: maximumf
func.func @magnitudes(%x: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s : memref<4xf32>)
      {indexing_maps = [#row, #statistic], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %size = math.absf %e : f32
    %largest = norm.reduce <maximumf> %size : f32
    norm.yield %largest : f32
  }
  return
}

// CHECK-LABEL: func @negative_signs
// CHECK-NOT: maxsi
// CHECK: arith.maximumf
func.func @negative_signs(%x: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s : memref<4xf32>)
      {indexing_maps = [#row, #statistic], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %largest = norm.reduce <maximumf> %e : f32
    norm.yield %largest : f32
  }
  return
}

// A step of an integer does not show the further rounding of a reciprocal, which
// is finite where the ratio is: a small unit is scaled, and so is what it divides.
// CHECK-LABEL: func @reciprocal
// CHECK: %[[SCALE:.*]] = arith.select
// CHECK: %[[SCALED:.*]] = arith.mulf %{{.*}}, %[[SCALE]] : f32
// CHECK: %[[UNIT:.*]] = arith.divf %{{.*}}, %[[SCALED]] : f32
// CHECK-NOT: arith.divf
// CHECK: arith.fptosi
func.func @reciprocal(%x: memref<4x16xf32>, %u: memref<4xf32>, %y: memref<4x16xi8>) {
  norm.generic ins(%x, %u : memref<4x16xf32>, memref<4xf32>) outs(%y : memref<4x16xi8>)
      {indexing_maps = [#row, #statistic, #row], iterator_types = ["parallel", "parallel"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32, %unit: f32):
    %ratio = arith.divf %e, %unit : f32
    %q = arith.fptosi %ratio : f32 to i8
    norm.yield %q : i8
  }
  return
}

// CHECK-LABEL: func @negative_all_bits
// CHECK: arith.divf {{.*}} : vector<4xf32>
func.func @negative_all_bits(%x: memref<4x16xf32>, %u: memref<4xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x, %u : memref<4x16xf32>, memref<4xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #statistic, #row], iterator_types = ["parallel", "parallel"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32, %unit: f32):
    %ratio = arith.divf %e, %unit : f32
    norm.yield %ratio : f32
  }
  return
}

}
