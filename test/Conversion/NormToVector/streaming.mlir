// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16, prefetch_level = 2, x86 = true>} {

// The head up to the first aligned vector is masked; the next row is fetched
// where this one is written; others see it after the fence.
// CHECK-LABEL: func @streaming
// CHECK: %[[ADDRESS:.*]] = memref.extract_aligned_pointer_as_index
// CHECK: scf.if
// CHECK:   %[[HEAD:.*]] = vector.create_mask
// CHECK:   vector.maskedstore {{.*}}, %[[HEAD]]
// CHECK: scf.for
// CHECK:   memref.prefetch {{.*}}, read, locality<2>, data
// CHECK:   vector.store {{.*}} {alignment = 16 : i64, nontemporal = true}
// CHECK: llvm.fence seq_cst
func.func @streaming(%x: memref<4x24xf32>, %y: memref<4x24xf32>) {
  norm.generic ins(%x : memref<4x24xf32>) outs(%y : memref<4x24xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1, stores = streaming, prefetch = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// CHECK-LABEL: func @bf16
// CHECK: %[[BITS:.*]] = vector.bitcast {{.*}} : vector<8xbf16> to vector<4xi32>
// CHECK: %[[OPAQUE:.*]] = llvm.inline_asm "", "=v,0" %[[BITS]]
// CHECK: llvm.store %[[OPAQUE]], {{.*}} {alignment = 16 : i64, nontemporal}
func.func @bf16(%x: memref<4x24xbf16>, %y: memref<4x24xbf16>) {
  norm.generic ins(%x : memref<4x24xbf16>) outs(%y : memref<4x24xbf16>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 8, vectors = 1, stores = streaming, prefetch = 1>} {
  ^bb0(%h: bf16):
    %e = arith.extf %h : bf16 to f32
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    %z = arith.truncf %d : f32 to bf16
    norm.yield %z : bf16
  }
  return
}

// 2 MiB or less, unknown here, decide between both.
// CHECK-LABEL: func @by_size
// CHECK: %[[LARGE:.*]] = arith.cmpi ugt
// CHECK: scf.if %[[LARGE]] {
// CHECK:   nontemporal
// CHECK: } else {
// CHECK-NOT: nontemporal
// CHECK: return
func.func @by_size(%x: memref<?x24xf32>, %y: memref<?x24xf32>) {
  norm.generic ins(%x : memref<?x24xf32>) outs(%y : memref<?x24xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1, prefetch = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

// CHECK-LABEL: func @negative_cached
// CHECK-NOT: {{nontemporal|fence|prefetch}}
// CHECK: return
func.func @negative_cached(%x: memref<?x24xf32>, %y: memref<?x24xf32>) {
  norm.generic ins(%x : memref<?x24xf32>) outs(%y : memref<?x24xf32>)
      {indexing_maps = [#row, #row],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1, stores = cached, prefetch = 1>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  }
  return
}

}
