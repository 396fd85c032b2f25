// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func @narrow(%x: tensor<4xf64>) -> tensor<4xf32> {
  %narrow = arith.truncf %x : tensor<4xf64> to tensor<4xbf16>
  %y = arith.extf %narrow : tensor<4xbf16> to tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// bf16 has 1 and 1.0078125 (1 + 2^-7). A value by 2^-40 beyond their middle
// goes up, which two roundings to nearest would take for a tie.
// CHECK: [1.00781, 1, inf, nan]
func.func @main() {
  %x = arith.constant dense<[1.003906250000909494701773, 1.003906249999090505298227, 1.0e300, 0x7FF8000000000000]> : tensor<4xf64>
  %y = call @narrow(%x) : (tensor<4xf64>) -> tensor<4xf32>
  %any = tensor.cast %y : tensor<4xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}
