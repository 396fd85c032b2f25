// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

#points = affine_map<(r, c) -> (r, c)>
#rows = affine_map<(r, c) -> (r)>

// CHECK-LABEL: func @named_kinds(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[K:.*]]: i32):
func.func @named_kinds(%x: tensor<4x8xf32>, %k: tensor<4x8xi32>, %f: tensor<4xf32>,
    %i: tensor<4xi32>) {
  %0:2 = norm.generic ins(%x, %k : tensor<4x8xf32>, tensor<4x8xi32>)
      outs(%f, %i : tensor<4xf32>, tensor<4xi32>)
      {indexing_maps = [#points, #points, #rows, #rows],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %ke: i32):
    // CHECK-NEXT: norm.reduce <add> %[[X]] : f32
    %add = norm.reduce <add> %xe : f32
    // CHECK-NEXT: norm.reduce <minnumf> %[[X]] over [1] : f32
    %min = norm.reduce <minnumf> %xe over [1] : f32
    // CHECK-NEXT: norm.reduce <maxsi> %[[K]] {note = "kept"} : i32
    %max = norm.reduce <maxsi> %ke {note = "kept"} : i32
    // CHECK-NEXT: norm.reduce <xor> %[[K]] : i32
    %xor = norm.reduce <xor> %ke : i32
    norm.yield %add, %xor : f32, i32
  } -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// CHECK-LABEL: func @tuple_of_states(
// CHECK: ^bb0(%[[X:.*]]: f32):
func.func @tuple_of_states(%x: tensor<4x8xf32>, %f: tensor<4xf32>, %i: tensor<4xindex>) {
  %0:2 = norm.generic ins(%x : tensor<4x8xf32>) outs(%f, %i : tensor<4xf32>, tensor<4xindex>)
      {indexing_maps = [#points, #rows, #rows], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    // CHECK-NEXT: %[[AT:.*]] = norm.index 1 : index
    %at = norm.index 1 : index
    // CHECK-NEXT: norm.reduce (%[[X]], %[[AT]]) identity [0xFF800000 : f32, -1] over [1] : f32, index {
    // CHECK-NEXT: ^bb0(%[[A:.*]]: f32, %[[I:.*]]: index, %[[B:.*]]: f32, %[[J:.*]]: index):
    %max, %where = norm.reduce (%xe, %at) identity [0xFF800000 : f32, -1] over [1] : f32, index {
    ^bb0(%a: f32, %i0: index, %b: f32, %j: index):
      // CHECK-NEXT: %[[LESS:.*]] = arith.cmpf olt, %[[A]], %[[B]] : f32
      // CHECK: norm.yield %{{.*}}, %{{.*}} : f32, index
      // CHECK-NEXT: }
      %less = arith.cmpf olt, %a, %b : f32
      %m = arith.select %less, %b, %a : f32
      %w = arith.select %less, %j, %i0 : index
      norm.yield %m, %w : f32, index
    }
    norm.yield %max, %where : f32, index
  } -> (tensor<4xf32>, tensor<4xindex>)
  return
}

// A literal is rounded once to the type of its state.
// CHECK-LABEL: func @identities(
// CHECK: identity [1.000000e+00, -0.000000e+00, 0x7E00 : f16, true]
func.func @identities(%x: tensor<4x8xf16>, %f: tensor<4xf16>) {
  %0 = norm.generic ins(%x : tensor<4x8xf16>) outs(%f : tensor<4xf16>)
      {indexing_maps = [#points, #rows], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f16):
    %t = arith.constant true
    %r:4 = norm.reduce (%e, %e, %e, %t) identity [1.00001, -0.0, 0x7E00 : f16, true]
        : f16, f16, f16, i1 {
    ^bb0(%a: f16, %b: f16, %c: f16, %u: i1, %d: f16, %g: f16, %h: f16, %v: i1):
      norm.yield %d, %g, %h, %v : f16, f16, f16, i1
    }
    norm.yield %r#0 : f16
  } -> tensor<4xf16>
  return
}

// CHECK-LABEL: func @counts(
// CHECK: norm.count : index
// CHECK: norm.count over [0] : f64
func.func @counts(%x: tensor<?x8xf32>, %f: tensor<?x8xf64>) {
  %0 = norm.generic ins(%x : tensor<?x8xf32>) outs(%f : tensor<?x8xf64>)
      {indexing_maps = [#points, #points], iterator_types = ["reduction", "parallel"]} {
  ^bb0(%e: f32):
    %i = norm.count : index
    %n = norm.count over [0] : f64
    norm.yield %n : f64
  } -> tensor<?x8xf64>
  return
}
