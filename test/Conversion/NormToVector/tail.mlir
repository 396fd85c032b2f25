// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Two steps of two vectors, one vector, three lanes: no scalar loop.
// CHECK-LABEL: func @known_extent
// CHECK: scf.for
// CHECK:   scf.for {{.*}} -> (vector<4xf32>, vector<4xf32>)
// CHECK:   vector.load
// CHECK:   %[[THREE:.*]] = vector.constant_mask [3] : vector<4xi1>
// CHECK:   %[[E:.*]] = vector.maskedload {{.*}}, %[[THREE]]
// CHECK:   arith.select %[[THREE]], %[[E]],
// CHECK:   scf.for
// CHECK:   vector.store
// CHECK:   vector.maskedload {{.*}}, %[[THREE]]
// CHECK:   vector.maskedstore {{.*}}, %[[THREE]]
// CHECK-NOT: memref.load
func.func @known_extent(%x: memref<4x23xf32>, %y: memref<4x23xf32>) {
  norm.generic ins(%x : memref<4x23xf32>) outs(%y : memref<4x23xf32>)
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

// CHECK-LABEL: func @unknown_extent
// CHECK-SAME:    %[[X:[^ :]+]]: memref<?x?xf32>
// CHECK-DAG: %[[SECOND:.*]] = arith.constant 1 : index
// CHECK: %[[EXTENT:.*]] = memref.dim %[[X]], %[[SECOND]]
// CHECK: scf.for
// CHECK:   %[[LEFT:.*]] = arith.subi %[[EXTENT]]
// CHECK:   %[[SOME:.*]] = vector.create_mask %[[LEFT]]
// CHECK:   vector.maskedload {{.*}}, %[[SOME]]
// CHECK:   vector.maskedstore {{.*}}, %[[SOME]]
// CHECK-NOT: memref.load
func.func @unknown_extent(%x: memref<?x?xf32>, %y: memref<?x?xf32>) {
  norm.generic ins(%x : memref<?x?xf32>) outs(%y : memref<?x?xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// CHECK-LABEL: func @negative_whole_vectors
// CHECK-NOT: mask
// CHECK: return
func.func @negative_whole_vectors(%x: memref<4x24xf32>, %y: memref<4x24xf32>) {
  norm.generic ins(%x : memref<4x24xf32>) outs(%y : memref<4x24xf32>)
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
