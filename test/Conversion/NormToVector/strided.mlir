// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Rows whose elements lie apart are gathered and scattered.
// CHECK-LABEL: func @strided
// CHECK-DAG: %[[STRIDE:.*]] = arith.constant dense<4> : vector<4xindex>
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:     vector.gather
// CHECK:   scf.for
// CHECK:     %[[LANES:.*]] = vector.step
// CHECK:     %[[APART:.*]] = arith.muli %[[LANES]], %[[STRIDE]]
// CHECK:     vector.gather {{.*}} [%[[APART]]]
// CHECK:     vector.scatter {{.*}} [%[[APART]]]
func.func @strided(%x: memref<4x16xf32, strided<[64, 4], offset: ?>>, %y: memref<4x16xf32, strided<[64, 4], offset: ?>>) {
  norm.generic ins(%x : memref<4x16xf32, strided<[64, 4], offset: ?>>) outs(%y : memref<4x16xf32, strided<[64, 4], offset: ?>>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// CHECK-LABEL: func @negative_rows_apart
// CHECK-NOT: vector.{{gather|scatter}}
// CHECK: return
func.func @negative_rows_apart(%x: memref<4x16xf32, strided<[64, 1], offset: ?>>, %y: memref<4x16xf32, strided<[32, 1]>>) {
  norm.generic ins(%x : memref<4x16xf32, strided<[64, 1], offset: ?>>) outs(%y : memref<4x16xf32, strided<[32, 1]>>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
