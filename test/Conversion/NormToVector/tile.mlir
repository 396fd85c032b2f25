// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#all = affine_map<(n, c, w) -> (n, c, w)>
#channel = affine_map<(n, c, w) -> (c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Vectors lie across the rows: the sum needs no last reduction, a parameter of
// the row is a scalar.
// CHECK-LABEL: func @tile
// CHECK: scf.for
// CHECK:   %[[SUMS:.*]]:2 = scf.for {{.*}} -> (vector<4xf32>, vector<4xf32>)
// CHECK-COUNT-2: vector.load
// CHECK-NOT: vector.extract
// CHECK:   scf.for
// CHECK:     %[[E:.*]] = vector.load
// CHECK:     %[[D:.*]] = arith.divf %[[E]], %[[SUMS]]#0
// CHECK:     %[[G:.*]] = memref.load
// CHECK:     %[[GS:.*]] = vector.broadcast %[[G]]
// CHECK:     arith.mulf %[[D]], %[[GS]]
// CHECK:     vector.store
// CHECK:     arith.divf {{.*}}, %[[SUMS]]#1
func.func @tile(%x: memref<2x3x16xf32>, %g: memref<3xf32>, %y: memref<2x3x16xf32>) {
  norm.generic ins(%x, %g : memref<2x3x16xf32>, memref<3xf32>) outs(%y : memref<2x3x16xf32>)
      {indexing_maps = [#all, #channel, #all],
       iterator_types = ["parallel", "reduction", "parallel"],
       norm.plan = #norm.plan<schedule = tile, lanes = 4, vectors = 2>} {
  ^bb0(%e: f32, %ge: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    %z = arith.mulf %d, %ge : f32
    norm.yield %z : f32
  }
  return
}

// A tile that does not fit runs in single vectors, each of them masked.
// CHECK-LABEL: func @last_tile
// CHECK: %[[FITS:.*]] = arith.cmpi
// CHECK: scf.if %[[FITS]] {
// CHECK-NOT: mask
// CHECK: } else {
// CHECK:   scf.for
// CHECK:     %[[SOME:.*]] = vector.create_mask
// CHECK:     scf.for
// CHECK:       vector.maskedload {{.*}}, %[[SOME]]
// CHECK:     scf.for
// CHECK:       vector.maskedstore {{.*}}, %[[SOME]]
func.func @last_tile(%x: memref<2x3x?xf32>, %y: memref<2x3x?xf32>) {
  norm.generic ins(%x : memref<2x3x?xf32>) outs(%y : memref<2x3x?xf32>)
      {indexing_maps = [#all, #all],
       iterator_types = ["parallel", "reduction", "parallel"],
       norm.plan = #norm.plan<schedule = tile, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
