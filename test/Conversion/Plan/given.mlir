// RUN: norm-opt %s --norm-plan='cpu=x86-64-v4 threads=2' | FileCheck %s

// What is given by hand is kept, and decides what follows from it: 16 vectors
// of 4 lanes do not fit beside others.
// CHECK-LABEL: func @kept
func.func @kept(%x: tensor<4x64xf32>, %y: tensor<4x64xf32>) -> tensor<4x64xf32> {
  // CHECK: norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, rows = 3, threads = 5, stores = cached, prefetch = 7>
  %z = norm.generic ins(%x : tensor<4x64xf32>) outs(%y : tensor<4x64xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"],
       norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 2, rows = 3, threads = 5, stores = cached, prefetch = 7>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  } -> tensor<4x64xf32>
  return %z : tensor<4x64xf32>
}

// CHECK-LABEL: func @filled_in
func.func @filled_in(%x: tensor<4x64xf32>, %y: tensor<4x64xf32>) -> tensor<4x64xf32> {
  // CHECK: norm.plan = #norm.plan<schedule = sweeps, lanes = 16, vectors = 4, rows = 1, threads = 2, prefetch = 16>
  %z = norm.generic ins(%x : tensor<4x64xf32>) outs(%y : tensor<4x64xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"], norm.plan = #norm.plan<schedule = sweeps>} {
  ^bb0(%e: f32):
    %sum = norm.reduce <add> %e : f32
    %d = arith.divf %e, %sum : f32
    norm.yield %d : f32
  } -> tensor<4x64xf32>
  return %z : tensor<4x64xf32>
}
