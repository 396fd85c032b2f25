// RUN: norm-opt %s --convert-vector-to-scf --norm-to-llvm | %run_main | FileCheck %s

// As integers, whatever the machine that runs this has.
module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 256, registers = 16>} {

func.func @narrow(%x: vector<8xf32>) -> vector<8xf32> {
  %narrow = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  %y = arith.extf %narrow : vector<8xbf16> to vector<8xf32>
  return %y : vector<8xf32>
}

// Ties go to even; what is beyond the largest is infinite; a NaN with few bits,
// or with all of them, stays one.
// CHECK: ( 1, 1.01562, -1.00781, inf, -inf, nan, nan, 1.01019e-39 )
func.func @main() {
  %x = arith.constant dense<[1.00390625, 1.01171875, -1.00390637, 3.4e38, 0xFF800000, 0x7F800001, 0x7FFFFFFF, 1.01e-39]> : vector<8xf32>
  %y = call @narrow(%x) : (vector<8xf32>) -> vector<8xf32>
  vector.print %y : vector<8xf32>
  return
}

}
