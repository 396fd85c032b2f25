// RUN: norm-opt %s --norm-vector-math='fma=true' | FileCheck %s

// CHECK-LABEL: func @functions
// CHECK-NOT: math.{{exp|log|tanh|erf}}
// CHECK-NOT: call
func.func @functions(%x: vector<8xf32>) -> vector<8xf32> {
  %0 = math.exp %x : vector<8xf32>
  %1 = math.expm1 %0 : vector<8xf32>
  %2 = math.log %1 : vector<8xf32>
  %3 = math.log1p %2 : vector<8xf32>
  %4 = math.tanh %3 : vector<8xf32>
  %5 = math.erf %4 : vector<8xf32>
  // CHECK: return
  return %5 : vector<8xf32>
}

// CHECK-LABEL: func @scalable
func.func @scalable(%x: vector<[4]xf32>) -> vector<[4]xf32> {
  // CHECK-NOT: math.exp
  // CHECK: math.fma {{.*}} : vector<[4]xf32>
  %y = math.exp %x {norm.nonpositive} : vector<[4]xf32>
  return %y : vector<[4]xf32>
}

// CHECK-LABEL: func @negative_other_types
func.func @negative_other_types(%s: f32, %d: vector<8xf64>, %h: vector<8xf16>, %m: vector<2x8xf32>)
    -> (f32, vector<8xf64>, vector<8xf16>, vector<2x8xf32>) {
  // CHECK-COUNT-4: math.exp
  %0 = math.exp %s : f32
  %1 = math.exp %d : vector<8xf64>
  %2 = math.exp %h : vector<8xf16>
  %3 = math.exp %m : vector<2x8xf32>
  return %0, %1, %2, %3 : f32, vector<8xf64>, vector<8xf16>, vector<2x8xf32>
}
