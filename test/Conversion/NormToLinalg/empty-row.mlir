// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

// Over no points a reduction is its identity, and a result without the empty
// iterator is written all the same.
func.func @statistics(%x: tensor<2x?xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %init = tensor.empty() : tensor<2xf32>
  %sum, %max = norm.generic ins(%x : tensor<2x?xf32>) outs(%init, %init : tensor<2xf32>, tensor<2xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %sum = norm.reduce <add> %xe : f32
    %max = norm.reduce <maximumf> %xe : f32
    norm.yield %sum, %max : f32, f32
  } -> (tensor<2xf32>, tensor<2xf32>)
  return %sum, %max : tensor<2xf32>, tensor<2xf32>
}

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// CHECK: [0, 0]
// CHECK: [-inf, -inf]
func.func @main() {
  %zero = arith.constant 0 : index
  %x = tensor.empty(%zero) : tensor<2x?xf32>
  %sum, %max = call @statistics(%x) : (tensor<2x?xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  %any = tensor.cast %sum : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  %any2 = tensor.cast %max : tensor<2xf32> to tensor<*xf32>
  call @printMemrefF32(%any2) : (tensor<*xf32>) -> ()
  return
}
