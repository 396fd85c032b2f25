// RUN: norm-opt %s --split-input-file --norm-round-to-bf16 | FileCheck %s

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, l3 = 33554432, cores = 1, vector_bits = 512, registers = 32, bf16 = true, x86 = true, avx512 = true>} {

// CHECK-LABEL: func @instruction
// CHECK-SAME:    %[[EVEN:.*]]: vector<16xf32>, %[[ODD:.*]]: vector<16xf32>
func.func @instruction(%even: vector<16xf32>, %odd: vector<16xf32>) -> vector<32xbf16> {
  // CHECK: %[[BOTH:.*]] = llvm.call_intrinsic "llvm.x86.avx512bf16.cvtne2ps2bf16.512"(%[[ODD]], %[[EVEN]])
  // CHECK: %[[BITS:.*]] = arith.bitcast %[[BOTH]]
  // CHECK: vector.shuffle %[[BITS]], %[[BITS]] [0, 16, 1, 17,
  %all = vector.interleave %even, %odd : vector<16xf32> -> vector<32xf32>
  %0 = arith.truncf %all : vector<32xf32> to vector<32xbf16>
  return %0 : vector<32xbf16>
}

}

// -----

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, l3 = 33554432, cores = 1, vector_bits = 256, registers = 16, x86 = true>} {

// CHECK-LABEL: func @integers
func.func @integers(%even: vector<8xf32>, %odd: vector<8xf32>) -> vector<16xbf16> {
  // CHECK: %[[LOW:.*]] = arith.shrui
  // CHECK: %[[HIGH:.*]] = arith.andi
  // CHECK: %[[WORDS:.*]] = arith.ori %{{.*}}, %{{.*}} : vector<8xi32>
  // CHECK: vector.bitcast %[[WORDS]] : vector<8xi32> to vector<16xbf16>
  %all = vector.interleave %even, %odd : vector<8xf32> -> vector<16xf32>
  %0 = arith.truncf %all : vector<16xf32> to vector<16xbf16>
  return %0 : vector<16xbf16>
}

// CHECK-LABEL: func @negative_one_vector
func.func @negative_one_vector(%x: vector<8xf32>) -> vector<8xbf16> {
  // CHECK-NOT: arith.ori
  // CHECK: arith.trunci
  %0 = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  return %0 : vector<8xbf16>
}

}
