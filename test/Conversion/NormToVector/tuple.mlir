// RUN: norm-opt %s --convert-norm-to-vector --canonicalize --cse | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>
#statistic = affine_map<(r, c) -> (r)>

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {

// Each state has its vector; lanes are combined in halves by the same body.
// CHECK-LABEL: func @tuple
// CHECK: scf.for
// CHECK:   scf.for {{.*}} -> (vector<4xf32>, vector<4xf32>)
// CHECK:     arith.addf {{.*}} : vector<4xf32>
// CHECK:     arith.maximumf {{.*}} : vector<4xf32>
// CHECK:   arith.addf {{.*}} : vector<2xf32>
// CHECK:   arith.maximumf {{.*}} : vector<2xf32>
// CHECK:   arith.addf {{.*}} : vector<1xf32>
// CHECK:   arith.maximumf {{.*}} : vector<1xf32>
// CHECK-COUNT-2: memref.store
func.func @tuple(%x: memref<4x16xf32>, %s: memref<4xf32>, %m: memref<4xf32>) {
  norm.generic ins(%x : memref<4x16xf32>) outs(%s, %m : memref<4xf32>, memref<4xf32>)
      {indexing_maps = [#row, #statistic, #statistic],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    %sum, %max = norm.reduce (%e, %e) identity [0.0, 0xFF800000 : f32] : f32, f32 {
    ^bb0(%sa: f32, %ma: f32, %sb: f32, %mb: f32):
      %s2 = arith.addf %sa, %sb : f32
      %m2 = arith.maximumf %ma, %mb : f32
      norm.yield %s2, %m2 : f32, f32
    }
    norm.yield %sum, %max : f32, f32
  }
  return
}

}
