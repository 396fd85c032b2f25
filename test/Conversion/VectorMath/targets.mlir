// RUN: norm-opt %s --norm-vector-math | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: norm-opt %s --norm-vector-math='fma=true' | FileCheck %s --check-prefixes=CHECK,FMA
// RUN: norm-opt %s --norm-vector-math='avx512=true' | FileCheck %s --check-prefixes=CHECK,AVX512

// CHECK-LABEL: func @sixteen
// PLAIN-NOT: {{math.fma|call_intrinsic}}
// FMA-NOT: call_intrinsic
// FMA: math.fma
// AVX512: llvm.call_intrinsic "llvm.x86.avx512.permvar.sf.512"
// AVX512: %[[SCALED:.*]] = llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
// AVX512: arith.select %{{.*}}, %[[SCALED]], %{{.*}} : vector<16xi1>, vector<16xf32>
func.func @sixteen(%x: vector<16xf32>) -> vector<16xf32> {
  // CHECK: return
  %y = math.exp %x : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @eight
// AVX512: llvm.call_intrinsic "llvm.x86.avx512.vpermi2var.ps.256"
// AVX512: llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.256"
func.func @eight(%x: vector<8xf32>) -> vector<8xf32> {
  // CHECK: return
  %y = math.exp %x : vector<8xf32>
  return %y : vector<8xf32>
}

// No instruction of AVX-512 has this many lanes.
// CHECK-LABEL: func @negative_thirty_two
func.func @negative_thirty_two(%x: vector<32xf32>) -> vector<32xf32> {
  // CHECK-NOT: call_intrinsic
  // CHECK: return
  %y = math.exp %x : vector<32xf32>
  return %y : vector<32xf32>
}

// CHECK-LABEL: func @fused
// PLAIN: arith.mulf
// PLAIN: arith.addf
// FMA: math.fma
// AVX512: math.fma
func.func @fused(%x: vector<8xf32>) -> vector<8xf32> {
  %y = math.fma %x, %x, %x : vector<8xf32>
  return %y : vector<8xf32>
}
