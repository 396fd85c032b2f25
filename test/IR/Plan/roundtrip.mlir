// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s --emit-bytecode | norm-opt | FileCheck %s

// CHECK: norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 512, registers = 32, prefetch_level = 2, fma = true, bf16 = true, x86 = true, avx512 = true>
module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 512, registers = 32, prefetch_level = 2, fma = true, bf16 = true, x86 = true, avx512 = true>} {

// CHECK-LABEL: func @all_words
func.func @all_words(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: #norm.plan<moments = welford, softmax = online, schedule = registers, lanes = 16, vectors = 4, rows = 2, threads = 3, stores = streaming, prefetch = 5>
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<moments = welford, softmax = online, schedule = registers, lanes = 16, vectors = 4, rows = 2, threads = 3, stores = streaming, prefetch = 5>} : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @some_words
func.func @some_words(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: #norm.plan<schedule = tile, rows = 2>
  %y = norm.rms_norm %x over [1] epsilon 0.0 {norm.plan = #norm.plan<rows = 2, schedule = tile>} : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// What is left to norm-plan is not printed.
// CHECK-LABEL: func @automatic
func.func @automatic(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: #norm.plan<lanes = 8>
  %y = norm.rms_norm %x over [1] epsilon 0.0 {norm.plan = #norm.plan<schedule = automatic, lanes = 8, stores = automatic>} : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @generic
func.func @generic(%x: tensor<4x8xf32>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: norm.plan = #norm.plan<vectors = 2>
  %z = norm.generic ins(%x : tensor<4x8xf32>) outs(%y : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"], norm.plan = #norm.plan<vectors = 2>} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}

}
