// RUN: norm-opt %s --split-input-file --norm-round-to-bf16 | FileCheck %s

// CHECK-LABEL: func @integers
// CHECK-SAME:    %[[X:.*]]: vector<8xf32>
func.func @integers(%x: vector<8xf32>) -> vector<8xbf16> {
  // CHECK: %[[NAN:.*]] = arith.cmpf uno, %[[X]], %[[X]]
  // CHECK: arith.select %[[NAN]], {{.*}} : vector<8xi1>, vector<8xi32>
  // CHECK: %[[UPPER:.*]] = arith.trunci {{.*}} : vector<8xi32> to vector<8xi16>
  // CHECK: arith.bitcast %[[UPPER]] : vector<8xi16> to vector<8xbf16>
  %y = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  return %y : vector<8xbf16>
}

// CHECK-LABEL: func @negative_f16
func.func @negative_f16(%x: vector<8xf32>) -> vector<8xf16> {
  // CHECK: arith.truncf
  %y = arith.truncf %x : vector<8xf32> to vector<8xf16>
  return %y : vector<8xf16>
}

// -----

module attributes {norm.machine = #norm.machine<l1 = 1, l2 = 1, l3 = 1, cores = 1, vector_bits = 512, registers = 32, bf16 = true>} {
// CHECK-LABEL: func @instruction
// CHECK-NOT: cmpf
func.func @instruction(%x: vector<8xf32>) -> vector<8xbf16> {
  // CHECK: llvm.fptrunc
  %y = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  return %y : vector<8xbf16>
}
}
