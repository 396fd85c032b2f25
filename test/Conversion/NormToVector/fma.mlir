// RUN: norm-opt %s --split-input-file --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#statistic = affine_map<(r, c) -> (r)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16, fma = true>} {

// CHECK-LABEL: func @fused
// CHECK: %[[E:.*]] = vector.load
// CHECK: math.fma %[[E]], %[[E]], %{{.*}} : vector<4xf32>
func.func @fused(%x: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s : memref<4xf32>)
      {indexing_maps = [#row, #statistic],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %squared = arith.mulf %e, %e : f32
    %sum = norm.reduce <add> %squared : f32
    norm.yield %sum : f32
  }
  return
}

// CHECK-LABEL: func @difference
// CHECK: %[[MINUS:.*]] = arith.negf
// CHECK: math.fma %{{.*}}, %{{.*}}, %[[MINUS]] : vector<4xf32>
func.func @difference(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %c = arith.constant 0.3 : f32
    %sum = norm.reduce <add> %e : f32
    %scaled = arith.mulf %e, %c : f32
    %d = arith.subf %scaled, %sum : f32
    norm.yield %d : f32
  }
  return
}

// A power of two makes an exact product.
// CHECK-LABEL: func @from_the_maximum
// CHECK: math.fma
func.func @from_the_maximum(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %c = arith.constant 0.125 : f32
    %largest = norm.reduce <maximumf> %e : f32
    %bound = arith.mulf %largest, %c : f32
    %scaled = arith.mulf %e, %c : f32
    %d = arith.subf %scaled, %bound : f32
    norm.yield %d : f32
  }
  return
}

// In one rounding the largest would not be 0, but up to half a unit of c * x.
// CHECK-LABEL: func @negative_from_the_maximum
// CHECK-NOT: math.fma
// CHECK: return
func.func @negative_from_the_maximum(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %c = arith.constant 0.3 : f32
    %largest = norm.reduce <maximumf> %e : f32
    %bound = arith.mulf %largest, %c : f32
    %scaled = arith.mulf %e, %c : f32
    %d = arith.subf %scaled, %bound : f32
    norm.yield %d : f32
  }
  return
}

}

// -----

#row = affine_map<(r, c) -> (r, c)>
#statistic = affine_map<(r, c) -> (r)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// CHECK-LABEL: func @negative_no_instruction
// CHECK-NOT: math.fma
// CHECK: return
func.func @negative_no_instruction(%x: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s : memref<4xf32>)
      {indexing_maps = [#row, #statistic],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %squared = arith.mulf %e, %e : f32
    %sum = norm.reduce <add> %squared : f32
    norm.yield %sum : f32
  }
  return
}

}
