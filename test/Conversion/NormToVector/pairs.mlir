// RUN: norm-opt %s --split-input-file --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, l3 = 33554432, cores = 1, vector_bits = 128, registers = 16, x86 = true>} {

// Even elements are lower halves of words, odd ones upper halves; they are
// narrowed by turns.
// CHECK-LABEL: func @pairs
// CHECK: %[[WORDS:.*]] = llvm.load %{{.*}} {alignment = 2 : i64} : !llvm.ptr -> vector<4xi32>
// CHECK: arith.shli %[[WORDS]]
// CHECK: arith.andi %[[WORDS]]
// CHECK: %[[ALL:.*]] = vector.interleave %{{.*}}, %{{.*}} : vector<4xf32> -> vector<8xf32>
// CHECK: %[[NARROW:.*]] = arith.truncf %[[ALL]] : vector<8xf32> to vector<8xbf16>
// CHECK: %[[STORED:.*]] = vector.bitcast %[[NARROW]] : vector<8xbf16> to vector<4xi32>
// CHECK: llvm.store %[[STORED]]
func.func @pairs(%x: memref<4x16xbf16>, %y: memref<4x16xbf16>) {
  norm.generic ins(%x : memref<4x16xbf16>) outs(%y : memref<4x16xbf16>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%e: bf16):
    %wide = arith.extf %e : bf16 to f32
    %double = arith.addf %wide, %wide : f32
    %d = arith.truncf %double : f32 to bf16
    norm.yield %d : bf16
  }
  return
}

// A result of f32 is put in order.
// CHECK-LABEL: func @others
// CHECK: llvm.load %{{.*}} -> vector<4xi32>
// CHECK: vector.shuffle %[[EVEN:.*]], %[[ODD:.*]] [0, 4, 1, 5] : vector<4xf32>, vector<4xf32>
// CHECK: vector.shuffle %[[EVEN]], %[[ODD]] [2, 6, 3, 7] : vector<4xf32>, vector<4xf32>
func.func @others(%x: memref<4x16xbf16>, %r: memref<4x16xbf16>, %y: memref<4x16xf32>) {
  norm.generic ins(%x, %r : memref<4x16xbf16>, memref<4x16xbf16>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row, #row], iterator_types = ["parallel", "parallel"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%a: bf16, %b: bf16):
    %wide_a = arith.extf %a : bf16 to f32
    %wide_b = arith.extf %b : bf16 to f32
    %sum = arith.addf %wide_a, %wide_b : f32
    norm.yield %sum : f32
  }
  return
}

// More vectors would have to be put in order than are in words.
// CHECK-LABEL: func @negative_few
// CHECK-NOT: vector<4xi32>
// CHECK: return
func.func @negative_few(%x: memref<4x16xbf16>, %y: memref<4x16xf32>) {
  norm.generic ins(%x : memref<4x16xbf16>) outs(%y : memref<4x16xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, stores = cached>} {
  ^bb0(%e: bf16):
    %wide = arith.extf %e : bf16 to f32
    norm.yield %wide : f32
  }
  return
}

}
