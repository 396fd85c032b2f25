// RUN: norm-run %s --backend=reference --entry=integers | FileCheck %s --check-prefix=INT
// RUN: norm-run %s --backend=reference --entry=reals | FileCheck %s --check-prefix=REAL
// RUN: norm-run %s --backend=reference --entry=conversions | FileCheck %s --check-prefix=CONV
// RUN: norm-run %s --backend=reference --entry=tensors | FileCheck %s --check-prefix=TENSOR

// Integers wrap to their width, and know signed from unsigned.
func.func @integers() -> (i8, i1, i1, i8, i32, i8, i8) {
  %a = arith.constant 100 : i8
  %b = arith.constant -56 : i8
  %two = arith.constant 2 : i32
  %seven = arith.constant -7 : i32
  // INT: result 0: i8 = -56
  %wrapped = arith.addi %a, %a : i8
  // INT: result 1: i1 = true
  %signed = arith.cmpi slt, %b, %a : i8
  // INT: result 2: i1 = false
  %unsigned = arith.cmpi ult, %b, %a : i8
  // INT: result 3: i8 = -56
  %max = arith.maxui %a, %b : i8
  // INT: result 4: i32 = -4
  %floor = arith.floordivsi %seven, %two : i32
  // 100 * 100 = 39 * 256 + 16
  // INT: result 5: i8 = 16
  // INT: result 6: i8 = 39
  %low, %high = arith.mulsi_extended %a, %a : i8
  return %wrapped, %signed, %unsigned, %max, %floor, %low, %high
      : i8, i1, i1, i8, i32, i8, i8
}

// One f32 operand keeps its exact value, and nothing is rounded afterwards.
func.func @reals() -> (f64, f32, f32, i1) {
  %tenth = arith.constant 0.1 : f32
  %one = arith.constant 1.0 : f32
  %nan = arith.constant 0x7FC00000 : f32
  // The f32 nearest to 0.1 is 0.1 + 1.49e-9.
  // REAL: result 0: f64 = 1.49012e-09
  %wide = arith.extf %tenth : f32 to f64
  %exact = arith.constant 0.1 : f64
  %excess = arith.subf %wide, %exact : f64
  // REAL: result 1: f32 = nan
  %maximum = arith.maximumf %nan, %one : f32
  // REAL: result 2: f32 = 1
  %maxnum = arith.maxnumf %nan, %one : f32
  // REAL: result 3: i1 = true
  %unordered = arith.cmpf ugt, %nan, %one : f32
  return %excess, %maximum, %maxnum, %unordered : f64, f32, f32, i1
}

func.func @conversions() -> (i32, i8, i8, f32, f32, i32) {
  %x = arith.constant -2.75 : f32
  %big = arith.constant 1.0e+10 : f32
  %nan = arith.constant 0x7FC00000 : f32
  %true = arith.constant true
  %one = arith.constant 1.0 : f32
  // CONV: result 0: i32 = -2
  %truncated = arith.fptosi %x : f32 to i32
  // CONV: result 1: i8 = 127
  %saturated = arith.fptosi %big : f32 to i8
  // CONV: result 2: i8 = 0
  %zero = arith.fptosi %nan : f32 to i8
  // CONV: result 3: f32 = 1
  %unsigned = arith.uitofp %true : i1 to f32
  // CONV: result 4: f32 = -1
  %signed = arith.sitofp %true : i1 to f32
  // CONV: result 5: i32 = 1065353216
  %bits = arith.bitcast %one : f32 to i32
  return %truncated, %saturated, %zero, %unsigned, %signed, %bits
      : i32, i8, i8, f32, f32, i32
}

func.func @tensors() -> (tensor<3xi32>, tensor<2xf32>, tensor<2xf32>) {
  %a = arith.constant dense<[7, -7, 9]> : tensor<3xi32>
  %b = arith.constant dense<[2, 2, 4]> : tensor<3xi32>
  %x = arith.constant dense<[1.0, 4.0]> : tensor<2xf32>
  %y = arith.constant dense<0.5> : tensor<2xf32>
  %true = arith.constant true
  // TENSOR: result 0: tensor<3xi32> = [3, -3, 2]
  %quotient = arith.divsi %a, %b : tensor<3xi32>
  // TENSOR: result 1: tensor<2xf32> = [0.5, 2]
  %product = arith.mulf %x, %y : tensor<2xf32>
  // TENSOR: result 2: tensor<2xf32> = [1, 4]
  %chosen = arith.select %true, %x, %y : tensor<2xf32>
  return %quotient, %product, %chosen
      : tensor<3xi32>, tensor<2xf32>, tensor<2xf32>
}
