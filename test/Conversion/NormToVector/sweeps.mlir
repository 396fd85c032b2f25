// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Two accumulators, each of one vector; what was summed is read again.
// CHECK-LABEL: func @sweeps
// CHECK-SAME:    %[[X:.*]]: memref<4x16xf32>, %[[Y:.*]]: memref<4x16xf32>
// CHECK-DAG: %[[STEP:.*]] = arith.constant 8 : index
// CHECK-DAG: %[[ZERO:.*]] = arith.constant dense<0.0{{.*}}> : vector<4xf32>
// CHECK-DAG: %[[IN:.*]] = memref.reinterpret_cast %[[X]]
// CHECK-DAG: %[[OUT:.*]] = memref.reinterpret_cast %[[Y]]
// CHECK: scf.for %[[ROW:.*]] =
// CHECK:   %[[SUMS:.*]]:2 = scf.for {{.*}} step %[[STEP]] iter_args(%[[A:.*]] = %[[ZERO]], %[[B:.*]] = %[[ZERO]])
// CHECK:     vector.load %[[IN]]
// CHECK:     arith.addf %[[A]]
// CHECK:     vector.load %[[IN]]
// CHECK:     arith.addf %[[B]]
// CHECK:   %[[LANES:.*]] = arith.addf %[[SUMS]]#0, %[[SUMS]]#1
// CHECK:   vector.extract_strided_slice %[[LANES]] {offsets = [0], sizes = [2]
// CHECK:   vector.extract_strided_slice %[[LANES]] {offsets = [2], sizes = [2]
// CHECK:   %[[SUM:.*]] = vector.broadcast {{.*}} : f32 to vector<4xf32>
// CHECK:   scf.for {{.*}} step %[[STEP]] {
// CHECK:     %[[E:.*]] = vector.load %[[IN]]
// CHECK:     %[[D:.*]] = arith.divf %[[E]], %[[SUM]]
// CHECK:     vector.store %[[D]], %[[OUT]]
// CHECK-NOT: scf.
func.func @sweeps(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
