// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// An exponential is taken once; the result holds it until the map.
// CHECK-LABEL: func @host
// CHECK-SAME:    %[[X:.*]]: memref<4x16xf32>, %[[Y:.*]]: memref<4x16xf32>
// CHECK-NOT: memref.alloc
// CHECK: %[[OUT:.*]] = memref.reinterpret_cast %[[Y]]
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:     %[[EXP:.*]] = math.exp
// CHECK:     vector.store %[[EXP]], %[[OUT]]
// CHECK:   scf.for
// CHECK-NOT: math.exp
// CHECK:     vector.load %[[OUT]]
func.func @host(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %exp = math.exp %e : f32
    %sum = norm.reduce <add> %exp : f32
    %d = arith.divf %exp, %sum : f32
    norm.yield %d : f32
  }
  return
}

// What the first result holds is read before that is written.
// CHECK-LABEL: func @host_of_another
// CHECK-SAME:    %[[X:.*]]: memref<4x16xf32>, %[[Y:.*]]: memref<4x16xf32>, %{{.*}}: memref<4x16xf32>
// CHECK-NOT: memref.alloc
// CHECK: %[[OUT:.*]] = memref.reinterpret_cast %[[Y]]
// CHECK: vector.store %{{.*}}, %[[OUT]]
// CHECK: vector.load %[[OUT]]
// CHECK: vector.store %{{.*}}, %[[OUT]]
func.func @host_of_another(%x: memref<4x16xf32>, %y: memref<4x16xf32>, %z: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y, %z : memref<4x16xf32>, memref<4x16xf32>)
      {indexing_maps = [#row, #row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %exp = math.exp %e : f32
    %sum = norm.reduce <add> %exp : f32
    %d = arith.divf %exp, %sum : f32
    norm.yield %sum, %d : f32, f32
  }
  return
}

// What the map reads beside it may be what the result lies on.
// CHECK-LABEL: func @read_later
// CHECK: %[[KEPT:.*]] = memref.alloca() {alignment = 64 : i64} : memref<20xf32>
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:     %[[EXP:.*]] = math.exp
// CHECK:     vector.store %[[EXP]], %[[KEPT]]
// CHECK:   scf.for
// CHECK-NOT: math.exp
// CHECK:     vector.load %[[KEPT]]
func.func @read_later(%x: memref<4x16xf32>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %exp = math.exp %e : f32
    %sum = norm.reduce <add> %exp : f32
    %d = arith.divf %exp, %sum : f32
    %gated = arith.mulf %d, %e : f32
    norm.yield %gated : f32
  }
  return
}

// Another type, and too large for the stack.
// CHECK-LABEL: func @heap
// CHECK: %[[KEPT:.*]] = memref.alloc(
// CHECK: scf.for
// CHECK: memref.dealloc %[[KEPT]]
func.func @heap(%x: memref<4x65536xf32>, %y: memref<4x65536xf16>) {
  norm.generic ins(%x : memref<4x65536xf32>) outs(%y : memref<4x65536xf16>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1, stores = cached>} {
  ^bb0(%e: f32):
    %exp = math.exp %e : f32
    %sum = norm.reduce <add> %exp : f32
    %d = arith.divf %exp, %sum : f32
    %narrow = arith.truncf %d : f32 to f16
    norm.yield %narrow : f16
  }
  return
}

// A difference costs less than to keep it.
// CHECK-LABEL: func @negative_cheap
// CHECK-NOT: memref.alloc
// CHECK: return
func.func @negative_cheap(%x: memref<4x16xf32>, %m: f32, %y: memref<4x16xf32>) {
  norm.generic ins(%x, %m : memref<4x16xf32>, f32) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, affine_map<(r, c) -> ()>, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32, %me: f32):
    %shifted = arith.subf %e, %me : f32
    %sum = norm.reduce <add> %shifted : f32
    %d = arith.divf %shifted, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
