// RUN: norm-opt %s --norm-vector-math='fma=true' | FileCheck %s
// RUN: norm-opt %s --norm-vector-math='avx512=true' | FileCheck %s --check-prefix=TABLE

// Two guards, three fused operations that reduce the argument, six of the
// polynomial.
// CHECK-LABEL: func @exp
// CHECK-COUNT-2: arith.cmpf
// CHECK-COUNT-9: math.fma
// CHECK-NOT: math.fma
// TABLE-LABEL: func @exp
// TABLE-COUNT-2: arith.cmpf
// TABLE-COUNT-6: math.fma
// TABLE-NOT: math.fma
func.func @exp(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp %x : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @nonpositive
// CHECK-COUNT-1: arith.cmpf
// CHECK-NOT: arith.cmpf
// CHECK-COUNT-9: math.fma
// TABLE-LABEL: func @nonpositive
// TABLE-COUNT-1: arith.cmpf
// TABLE-NOT: arith.cmpf
// TABLE-COUNT-6: math.fma
func.func @nonpositive(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp %x {norm.nonpositive} : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @f16
// CHECK-COUNT-6: math.fma
// CHECK-NOT: math.fma
// TABLE-LABEL: func @f16
// TABLE-COUNT-4: math.fma
// TABLE-NOT: math.fma
func.func @f16(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp %x {norm.nonpositive, norm.bits = 11 : i64} : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @bf16
// CHECK-COUNT-5: math.fma
// CHECK-NOT: math.fma
// TABLE-LABEL: func @bf16
// TABLE-COUNT-3: math.fma
// TABLE-NOT: math.fma
func.func @bf16(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp %x {norm.nonpositive, norm.bits = 8 : i64} : vector<16xf32>
  return %y : vector<16xf32>
}
