// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// One long row: both threads take chunks of it, leave a sum of each, wait, and
// merge all of them.
// CHECK-LABEL: func @long_row
// CHECK-NOT:   scf.if
// CHECK:       %[[PARTIALS:.*]] = memref.alloc() {{.*}} : memref<832xi8>
// CHECK:       %[[ANY:.*]] = memref.cast %[[PARTIALS]]
// CHECK:       omp.parallel num_threads
// CHECK:         func.call @long_row_share({{.*}}, %[[ANY]], %{{.*}}, %{{.*}})
// CHECK:       memref.dealloc %[[PARTIALS]]
func.func @long_row(%x: memref<1x100000xf32>, %y: memref<1x100000xf32>) {
  norm.generic ins(%x : memref<1x100000xf32>) outs(%y : memref<1x100000xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, threads = 2>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// Rows that are short are not divided: a thread takes whole ones.
// CHECK-LABEL: func @negative_short_rows
// CHECK:         omp.parallel
// CHECK:           func.call @negative_short_rows_range
func.func @negative_short_rows(%x: memref<100x4096xf32>, %y: memref<100x4096xf32>) {
  norm.generic ins(%x : memref<100x4096xf32>) outs(%y : memref<100x4096xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, threads = 2>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// What is never called is not there.
// CHECK-NOT:     func private @long_row_range
// CHECK-LABEL: func private @long_row_share
// CHECK-SAME:    %[[SHARED:[^:]*]]: memref<?xi8>, %[[FIRST:.*]]: index, %[[LAST:.*]]: index)
// CHECK:         omp.barrier
// CHECK:         scf.for %{{.*}} = %[[FIRST]] to %[[LAST]]
// CHECK:           %[[OWN:.*]] = memref.view %[[SHARED]]
// CHECK:           vector.store %{{.*}}, %[[OWN]]
// CHECK:         omp.barrier
// CHECK:         scf.for {{.*}} iter_args(%[[MERGED:.*]] =
// CHECK:           %[[ANY:.*]] = memref.view %[[SHARED]]
// CHECK:           %[[PART:.*]] = vector.load %[[ANY]]
// CHECK:           arith.addf %[[MERGED]], %[[PART]]
// CHECK-NOT:     func private @negative_short_rows_share

}
