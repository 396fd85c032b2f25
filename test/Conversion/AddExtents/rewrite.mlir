// RUN: norm-opt %s --split-input-file --norm-add-extents | FileCheck %s

// The copy asks for extents only, where types do not tell them; the original
// has no assertion left.
// CHECK:      func @main_extents(%[[X:.*]]: tensor<?x4xf32>) -> tensor<1xindex>
// CHECK-NOT:  norm.softmax
// CHECK:      cf.assert %{{.*}}, "expects rows"
// CHECK:      %[[ROWS:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:      tensor.insert %[[ROWS]] into
// CHECK-NOT:  tensor.insert
// CHECK-LABEL: func @main(
// CHECK-NOT:  cf.assert
// CHECK:      norm.softmax
func.func @main(%x: tensor<?x4xf32>) -> (tensor<?x4xf32>, f32, tensor<2xi8>) {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x4xf32>
  %some = arith.cmpi sgt, %rows, %c0 : index
  cf.assert %some, "expects rows"
  %y = norm.softmax %x over [1] : tensor<?x4xf32>
  %one = arith.constant 1.0 : f32
  %z = arith.constant dense<0> : tensor<2xi8>
  return %y, %one, %z : tensor<?x4xf32>, f32, tensor<2xi8>
}

// -----

// What is asserted about elements stays where it is.
// CHECK:       func @main_extents
// CHECK-NOT:   cf.assert
// CHECK-LABEL: func @main(
// CHECK:       tensor.extract
// CHECK:       cf.assert
func.func @main(%x: tensor<4xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : i32
  %first = tensor.extract %x[%c0] : tensor<4xi32>
  %isOne = arith.cmpi eq, %first, %c1 : i32
  cf.assert %isOne, "expects 1 in front"
  return
}
