// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#statistic = affine_map<(r, c) -> (r)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// A row and its sum leave the kernel, the sum once per row.
// CHECK-LABEL: func @row_and_statistic
// CHECK-SAME:    %[[S:[^ ]+]]: memref<4xf32>)
// CHECK: %[[SUMS:.*]] = memref.reinterpret_cast %[[S]]
// CHECK: scf.for %[[ROW:.*]] =
// CHECK:   scf.for
// CHECK:   %[[SUM:.*]] = vector.extract %
// CHECK:   scf.for
// CHECK:     vector.store
// CHECK:   }
// CHECK:   memref.store %[[SUM]], %[[SUMS]][%[[ROW]]]
func.func @row_and_statistic(%x: memref<4x16xf32>, %y: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y, %s : memref<4x16xf32>, memref<4xf32>)
      {indexing_maps = [#row, #row, #statistic],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d, %sum : f32, f32
  }
  return
}

// Without a result of full rank, nothing is read again.
// CHECK-LABEL: func @statistic_alone
// CHECK: scf.for
// CHECK:   scf.for
// CHECK-NOT: scf.for
// CHECK:   memref.store
func.func @statistic_alone(%x: memref<4x16xf32>, %s: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s : memref<4xf32>)
      {indexing_maps = [#row, #statistic],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    norm.yield %sum : f32
  }
  return
}

}
