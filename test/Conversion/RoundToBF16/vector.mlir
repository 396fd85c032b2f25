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

// Two ops on bf16 in a row, emulated in f32.
// CHECK-LABEL: func @each_op_rounds
func.func @each_op_rounds(%x: f32, %y: f32) -> f32 {
  // CHECK: %[[NARROW:.*]] = arith.truncf %{{.*}} : f32 to bf16
  // CHECK: arith.extf %[[NARROW]] fastmath<contract>
  %a = arith.truncf %x fastmath<contract> : f32 to bf16
  %b = arith.extf %a fastmath<contract> : bf16 to f32
  %c = arith.addf %b, %y : f32
  return %c : f32
}

// CHECK-LABEL: func @negative_f16
func.func @negative_f16(%x: vector<8xf32>) -> vector<8xf16> {
  // CHECK: arith.truncf
  %y = arith.truncf %x : vector<8xf32> to vector<8xf16>
  return %y : vector<8xf16>
}

// -----

module attributes {norm.machine = #norm.machine<l1 = 1, l2 = 1, vector_bits = 512, registers = 32, bf16 = true>} {
// CHECK-LABEL: func @instruction
// CHECK-NOT: cmpf
func.func @instruction(%x: vector<8xf32>) -> vector<8xbf16> {
  // CHECK: llvm.fptrunc
  %y = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  return %y : vector<8xbf16>
}
}
