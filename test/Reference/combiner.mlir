// RUN: norm-run %s --backend=reference --entry=argmax --seed=1 | FileCheck %s
// RUN: norm-run %s --backend=reference --entry=argmax --seed=2 | FileCheck %s
// RUN: norm-run %s --backend=reference --entry=negative_difference --seed=1 > %t.1
// RUN: norm-run %s --backend=reference --entry=negative_difference --seed=2 > %t.2
// RUN: not diff %t.1 %t.2
// RUN: norm-run %s --backend=reference --entry=negative_identity | FileCheck %s --check-prefix=IDENTITY

#in = affine_map<(c) -> (c)>
#out = affine_map<(c) -> ()>

// A tuple of states: the largest value and the first place that holds it.
func.func @argmax() -> (tensor<f32>, tensor<index>) {
  %x = arith.constant dense<[1.0, 5.0, 3.0, 5.0, 2.0, 4.0]> : tensor<6xf32>
  %m = tensor.empty() : tensor<f32>
  %p = tensor.empty() : tensor<index>
  // CHECK: result 0: tensor<f32> = 5
  // CHECK: result 1: tensor<index> = 1
  %result:2 = norm.generic ins(%x : tensor<6xf32>) outs(%m, %p : tensor<f32>, tensor<index>)
      {indexing_maps = [#in, #out, #out], iterator_types = ["reduction"]} {
  ^bb0(%xe: f32):
    %i = norm.index 0 : index
    %max, %place = norm.reduce (%xe, %i) identity [0xFF800000 : f32, 9223372036854775807] : f32, index {
    ^bb0(%va: f32, %pa: index, %vb: f32, %pb: index):
      %greater = arith.cmpf ogt, %va, %vb : f32
      %equal = arith.cmpf oeq, %va, %vb : f32
      %before = arith.cmpi ult, %pa, %pb : index
      %tie = arith.andi %equal, %before : i1
      %first = arith.ori %greater, %tie : i1
      %v = arith.select %first, %va, %vb : f32
      %q = arith.select %first, %pa, %pb : index
      norm.yield %v, %q : f32, index
    }
    norm.yield %max, %place : f32, index
  } -> (tensor<f32>, tensor<index>)
  return %result#0, %result#1 : tensor<f32>, tensor<index>
}

// A difference depends on the tree.
func.func @negative_difference() -> tensor<f32> {
  %x = arith.constant dense<[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]> : tensor<8xf32>
  %m = tensor.empty() : tensor<f32>
  %result = norm.generic ins(%x : tensor<8xf32>) outs(%m : tensor<f32>)
      {indexing_maps = [#in, #out], iterator_types = ["reduction"]} {
  ^bb0(%xe: f32):
    %d = norm.reduce (%xe) identity [0.0] : f32 {
    ^bb0(%a: f32, %b: f32):
      %c = arith.subf %a, %b : f32
      norm.yield %c : f32
    }
    norm.yield %d : f32
  } -> tensor<f32>
  return %result : tensor<f32>
}

// The identity is one of the states: one that is none shows in the sum.
func.func @negative_identity() -> tensor<f32> {
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %m = tensor.empty() : tensor<f32>
  // IDENTITY: result 0: tensor<f32> = 103
  %result = norm.generic ins(%x : tensor<2xf32>) outs(%m : tensor<f32>)
      {indexing_maps = [#in, #out], iterator_types = ["reduction"]} {
  ^bb0(%xe: f32):
    %s = norm.reduce (%xe) identity [100.0] : f32 {
    ^bb0(%a: f32, %b: f32):
      %c = arith.addf %a, %b : f32
      norm.yield %c : f32
    }
    norm.yield %s : f32
  } -> tensor<f32>
  return %result : tensor<f32>
}
