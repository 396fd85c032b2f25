// RUN: norm-opt %s --norm-vector-math --norm-to-llvm | FileCheck %s

// Vectors of f64 reach LLVM by the conversions that follow.
// CHECK-LABEL: llvm.func @functions
// CHECK: llvm.intr.exp
// CHECK-COUNT-2: llvm.call @expm1
// CHECK: llvm.intr.log
// CHECK-COUNT-2: llvm.call @log1p
// CHECK: llvm.intr.tanh
// CHECK-COUNT-2: llvm.call @erf
func.func @functions(%x: vector<2xf64>) -> vector<2xf64> {
  %0 = math.exp %x : vector<2xf64>
  %1 = math.expm1 %0 : vector<2xf64>
  %2 = math.log %1 : vector<2xf64>
  %3 = math.log1p %2 : vector<2xf64>
  %4 = math.tanh %3 : vector<2xf64>
  %5 = math.erf %4 : vector<2xf64>
  return %5 : vector<2xf64>
}
