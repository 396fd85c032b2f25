// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// An i1 is a byte in memory.
// CHECK-LABEL: func @mask
// CHECK: %[[BYTES:.*]] = llvm.load {{.*}} {alignment = 1 : i64} : !llvm.ptr -> vector<4xi8>
// CHECK: %[[KEEP:.*]] = arith.cmpi ne, %[[BYTES]],
// CHECK: arith.select %[[KEEP]]
func.func @mask(%x: memref<4x16xf32>, %m: memref<4x16xi1>, %y: memref<4x16xf32>) {
  norm.generic ins(%x, %m : memref<4x16xf32>, memref<4x16xi1>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32, %keep: i1):
    %zero = arith.constant 0.0 : f32
    %kept = arith.select %keep, %e, %zero : f32
    %sum = norm.reduce <add> %kept : f32
    %d = arith.divf %kept, %sum : f32
    norm.yield %d : f32
  }
  return
}

// CHECK-LABEL: func @tail
// CHECK: llvm.intr.masked.load {{.*}} -> vector<4xi8>
func.func @tail(%x: memref<4x6xf32>, %m: memref<4x6xi1>, %y: memref<4x6xf32>) {
  norm.generic ins(%x, %m : memref<4x6xf32>, memref<4x6xi1>) outs(%y : memref<4x6xf32>)
      {indexing_maps = [#row, #row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32, %keep: i1):
    %zero = arith.constant 0.0 : f32
    %kept = arith.select %keep, %e, %zero : f32
    %sum = norm.reduce <add> %kept : f32
    %d = arith.divf %kept, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
