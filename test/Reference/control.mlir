// RUN: norm-run %s --backend=reference --entry=loops | FileCheck %s --check-prefix=LOOP
// RUN: norm-run %s --backend=reference --entry=calls | FileCheck %s --check-prefix=CALL

func.func @loops() -> (index, f32, f32, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %a = arith.constant 1.0 : f32
  %b = arith.constant 2.0 : f32
  // 0 + 1 + 2 + 3 + 4; the pair changes places five times.
  // LOOP: result 0: index = 10
  // LOOP: result 1: f32 = 2
  // LOOP: result 2: f32 = 1
  %sum, %x, %y = scf.for %i = %c0 to %c5 step %c1
      iter_args(%s = %c0, %p = %a, %q = %b) -> (index, f32, f32) {
    %next = arith.addi %s, %i : index
    scf.yield %next, %q, %p : index, f32, f32
  }
  %one = arith.constant 1 : i32
  %limit = arith.constant 100 : i32
  // LOOP: result 3: i32 = 128
  %power = scf.while (%n = %one) : (i32) -> i32 {
    %small = arith.cmpi slt, %n, %limit : i32
    scf.condition(%small) %n : i32
  } do {
  ^bb0(%n: i32):
    %double = arith.addi %n, %n : i32
    scf.yield %double : i32
  }
  return %sum, %x, %y, %power : index, f32, f32, i32
}

func.func private @factorial(%n: i64) -> i64 {
  %one = arith.constant 1 : i64
  %done = arith.cmpi sle, %n, %one : i64
  %result = scf.if %done -> i64 {
    scf.yield %one : i64
  } else {
    %less = arith.subi %n, %one : i64
    %rest = func.call @factorial(%less) : (i64) -> i64
    %product = arith.muli %n, %rest : i64
    scf.yield %product : i64
  }
  return %result : i64
}

func.func @calls() -> i64 {
  %n = arith.constant 20 : i64
  // CALL: result 0: i64 = 2432902008176640000
  %result = call @factorial(%n) : (i64) -> i64
  return %result : i64
}
