// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#column = affine_map<(r, c) -> (c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// The row is loaded once, its parameters before all rows; the last vector is
// masked.
// CHECK-LABEL: func @registers
// CHECK: %[[LAST:.*]] = vector.constant_mask [2] : vector<4xi1>
// CHECK: vector.load {{.*}} vector<4xf32>
// CHECK: vector.maskedload {{.*}}, %[[LAST]]
// CHECK: scf.for
// CHECK-NOT: scf.for
// CHECK:   vector.load
// CHECK:   %[[TAIL:.*]] = vector.maskedload {{.*}}, %[[LAST]]
// CHECK:   arith.select %[[LAST]], %[[TAIL]],
// CHECK-NOT: load
// CHECK:   vector.store
// CHECK:   vector.maskedstore {{.*}}, %[[LAST]]
func.func @registers(%x: memref<4x6xf32>, %g: memref<6xf32>, %y: memref<4x6xf32>) {
  norm.generic ins(%x, %g : memref<4x6xf32>, memref<6xf32>) outs(%y : memref<4x6xf32>)
      {indexing_maps = [#row, #column, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = registers, lanes = 4, vectors = 2>} {
  ^bb0(%e: f32, %ge: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.mulf %sum, %ge : f32
    %z = arith.subf %e, %d : f32
    norm.yield %z : f32
  }
  return
}

// An unknown row cannot be held.
// CHECK-LABEL: func @negative_unknown_row
// CHECK: scf.for
// CHECK: scf.for
func.func @negative_unknown_row(%x: memref<4x?xf32>, %y: memref<4x?xf32>) {
  norm.generic ins(%x : memref<4x?xf32>) outs(%y : memref<4x?xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = registers, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
