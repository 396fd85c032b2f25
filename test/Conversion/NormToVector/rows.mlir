// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#column = affine_map<(r, c) -> (c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Two rows a step share the load of a parameter; the fifth row goes alone.
// CHECK-LABEL: func @two_rows
// CHECK-SAME:    %[[X:.*]]: memref<5x16xf32>, %[[G:.*]]: memref<16xf32>
// CHECK-DAG: %[[TWO:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[EVEN:.*]] = arith.constant 4 : index
// CHECK-DAG: %[[IN:.*]] = memref.reinterpret_cast %[[X]]
// CHECK-DAG: %[[SCALE:.*]] = memref.reinterpret_cast %[[G]]
// CHECK: scf.for {{.*}} to %[[EVEN]] step %[[TWO]]
// CHECK:   scf.for {{.*}} iter_args(%[[A:.*]] = {{.*}}, %[[B:.*]] = {{.*}})
// CHECK-COUNT-2: vector.load %[[IN]]
// CHECK-NOT: vector.load
// CHECK:   scf.for
// CHECK:     vector.load %[[IN]]
// CHECK:     vector.load %[[SCALE]]
// CHECK:     vector.store
// CHECK:     vector.load %[[IN]]
// CHECK-NOT: vector.load
// CHECK:     vector.store
// CHECK:   scf.for {{.*}} iter_args(%{{[^,]*}}) ->
// CHECK:     vector.load
// CHECK-NOT: vector.load
// CHECK:   scf.for
func.func @two_rows(%x: memref<5x16xf32>, %g: memref<16xf32>, %y: memref<5x16xf32>) {
  norm.generic ins(%x, %g : memref<5x16xf32>, memref<16xf32>) outs(%y : memref<5x16xf32>)
      {indexing_maps = [#row, #column, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1, rows = 2>} {
  ^bb0(%e: f32, %ge: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    %z = arith.mulf %d, %ge : f32
    norm.yield %z : f32
  }
  return
}

}
