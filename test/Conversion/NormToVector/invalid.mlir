// RUN: norm-opt %s --convert-norm-to-vector -verify-diagnostics -split-input-file

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {
func.func @no_plan(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  // expected-error @below {{expects a whole norm.plan, and norm.machine on the module; run norm-plan first}}
  norm.generic ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  }
  return
}
}

// -----

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {
func.func @no_vectors(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  // expected-error @below {{expects a whole norm.plan, and norm.machine on the module; run norm-plan first}}
  norm.generic ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"], norm.plan = #norm.plan<lanes = 4>} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  }
  return
}
}

// -----

func.func @no_machine(%x: memref<4x8xf32>, %y: memref<4x8xf32>) {
  // expected-error @below {{expects a whole norm.plan, and norm.machine on the module; run norm-plan first}}
  norm.generic ins(%x : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"], norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  }
  return
}

// -----

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {
func.func @tensors(%x: tensor<4x8xf32>, %y: tensor<4x8xf32>) {
  // expected-error @below {{expects buffers here; bufferize first}}
  %z = norm.generic ins(%x : tensor<4x8xf32>) outs(%y : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"], norm.plan = #norm.plan<schedule = sweeps, lanes = 4, vectors = 1>} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}
}
