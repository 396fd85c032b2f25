// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s
// RUN: norm-opt %s --convert-norm-to-linalg | FileCheck %s --check-prefix=STAGE

// One stage carries all states.
// STAGE-LABEL: func @welford
// STAGE:         linalg.generic {{.*}}"reduction"]}
// STAGE:         -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
func.func @welford(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %init = tensor.empty() : tensor<2xf32>
  %y = norm.generic ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %one = arith.constant 1.0 : f32
    %zero = arith.constant 0.0 : f32
    %n, %mean, %squares = norm.reduce (%one, %xe, %zero) identity [0.0, 0.0, 0.0] : f32, f32, f32 {
    ^bb0(%na: f32, %ma: f32, %sa: f32, %nb: f32, %mb: f32, %sb: f32):
      %nab = arith.addf %na, %nb : f32
      %delta = arith.subf %mb, %ma : f32
      %part = arith.divf %nb, %nab : f32
      %none = arith.constant 0.0 : f32
      %empty = arith.cmpf oeq, %nb, %none : f32
      %weight = arith.select %empty, %none, %part : f32
      %shift = arith.mulf %delta, %weight : f32
      %m = arith.addf %ma, %shift : f32
      %d2 = arith.mulf %delta, %delta : f32
      %w2 = arith.mulf %na, %weight : f32
      %cross = arith.mulf %d2, %w2 : f32
      %sab = arith.addf %sa, %sb : f32
      %s = arith.addf %sab, %cross : f32
      norm.yield %nab, %m, %s : f32, f32, f32
    }
    %variance = arith.divf %squares, %n : f32
    norm.yield %variance : f32
  } -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// Ties go to the smaller index.
func.func @argmax(%x: tensor<2x4xf32>) -> tensor<2xf32> {
  %init = tensor.empty() : tensor<2xf32>
  %y = norm.generic ins(%x : tensor<2x4xf32>) outs(%init : tensor<2xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %i = norm.index 1 : index
    %max, %argmax = norm.reduce (%xe, %i) identity [0xFF800000 : f32, 9] : f32, index {
    ^bb0(%va: f32, %ia: index, %vb: f32, %ib: index):
      %greater = arith.cmpf ogt, %va, %vb : f32
      %equal = arith.cmpf oeq, %va, %vb : f32
      %before = arith.cmpi ult, %ia, %ib : index
      %tie = arith.andi %equal, %before : i1
      %first = arith.ori %greater, %tie : i1
      %v = arith.select %first, %va, %vb : f32
      %k = arith.select %first, %ia, %ib : index
      norm.yield %v, %k : f32, index
    }
    %k64 = arith.index_cast %argmax : index to i64
    %k = arith.sitofp %k64 : i64 to f32
    norm.yield %k : f32
  } -> tensor<2xf32>
  return %y : tensor<2xf32>
}

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// The variance of [4, 6, 4, 6] is 1.
// CHECK: [1, 1]
// CHECK: [1, 0]
func.func @main() {
  %x = arith.constant dense<[[4.0, 6.0, 4.0, 6.0], [3.0, 1.0, 3.0, 1.0]]> : tensor<2x4xf32>
  %variance = call @welford(%x) : (tensor<2x4xf32>) -> tensor<2xf32>
  %any = tensor.cast %variance : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  %argmax = call @argmax(%x) : (tensor<2x4xf32>) -> tensor<2xf32>
  %any2 = tensor.cast %argmax : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%any2) : (tensor<*xf32>) -> ()
  return
}
