// RUN: norm-opt %s --transform-interpreter --symbol-dce --norm-to-llvm \
// RUN: | %run_main \
// RUN: | FileCheck %s

// Tiles of two of three rows, of a row that no tile cuts: the numbers of
// softmax of [0, log 3] are [1/4, 3/4].
func.func @softmax(%x: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %y = norm.softmax %x over [1] : tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// CHECK:      {{\[\[}}0.25,   0.75],
// CHECK-NEXT: [0.25,   0.75],
// CHECK-NEXT: [0.5,   0.5]]
func.func @main() {
  %x = arith.constant dense<[[0.0, 1.0986123], [1.0986123, 2.1972246], [7.0, 7.0]]> : tensor<3x2xf32>
  %y = call @softmax(%x) : (tensor<3x2xf32>) -> tensor<3x2xf32>
  %any = tensor.cast %y : tensor<3x2xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  return
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence private @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %norm = transform.structured.match ops{["norm.softmax"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %norm tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
