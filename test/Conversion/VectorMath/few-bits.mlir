// RUN: norm-opt %s --norm-vector-math='avx512=true' | FileCheck %s
// RUN: norm-opt %s --norm-vector-math='fma=true' | FileCheck %s --check-prefix=OTHER

// Four coefficients by piece instead of a quotient.
// CHECK-LABEL: func @tanh
// CHECK-COUNT-4: "llvm.x86.avx512.vpermi2var.ps.512"
// CHECK-NOT: arith.divf
// CHECK: math.copysign
// OTHER-LABEL: func @tanh
// OTHER: arith.divf
func.func @tanh(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.tanh %x {norm.bits = 8 : i64} : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @negative_all_bits
// CHECK: arith.divf
func.func @negative_all_bits(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.erf %x : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @rounded
// CHECK-SAME:    %[[X:.*]]: vector<16xf32>
// CHECK: %[[WHOLE:.*]] = llvm.call_intrinsic "llvm.lrint.v16i32.v16f32"(%[[X]])
// CHECK: arith.trunci %[[WHOLE]] : vector<16xi32> to vector<16xi8>
// OTHER-LABEL: func @rounded
// OTHER: arith.fptosi
func.func @rounded(%x: vector<16xf32>) -> vector<16xi8> {
  %whole = math.roundeven %x : vector<16xf32>
  %y = arith.fptosi %whole : vector<16xf32> to vector<16xi8>
  return %y : vector<16xi8>
}

// CHECK-LABEL: func @negative_truncated
// CHECK: arith.fptosi
func.func @negative_truncated(%x: vector<16xf32>) -> vector<16xi8> {
  %y = arith.fptosi %x : vector<16xf32> to vector<16xi8>
  return %y : vector<16xi8>
}
