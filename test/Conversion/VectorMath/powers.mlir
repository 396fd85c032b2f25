// RUN: norm-opt %s --norm-vector-math='fma=true' | FileCheck %s
// RUN: norm-opt %s --norm-vector-math='avx512=true' | FileCheck %s --check-prefix=SCALE

// The integer becomes the exponent field; what is NaN stays so.
// CHECK-LABEL: func @integral
// CHECK-SAME:    %[[X:.*]]: vector<16xf32>
// CHECK: %[[CLAMPED:.*]] = arith.select %{{.*}}, %{{.*}}, %[[X]]
// CHECK: %[[ANCHORED:.*]] = arith.addf %[[CLAMPED]]
// CHECK: arith.bitcast %[[ANCHORED]]
// CHECK: %[[POWER:.*]] = arith.bitcast %{{.*}} : vector<16xi32> to vector<16xf32>
// CHECK: %[[NAN:.*]] = arith.subf %[[CLAMPED]], %[[CLAMPED]]
// CHECK: arith.addf %[[POWER]], %[[NAN]]
// SCALE-LABEL: func @integral
// SCALE-NOT: math.exp2
// SCALE: llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
func.func @integral(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp2 %x {norm.integral} : vector<16xf32>
  return %y : vector<16xf32>
}

// CHECK-LABEL: func @negative_with_a_fraction
// CHECK: math.exp2
func.func @negative_with_a_fraction(%x: vector<16xf32>) -> vector<16xf32> {
  %y = math.exp2 %x : vector<16xf32>
  return %y : vector<16xf32>
}
