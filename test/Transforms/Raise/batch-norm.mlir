// BatchNorm in inference: its mean and variance are solved for, and the
// assertion of the exporter stays on its own small value.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#along = affine_map<(d0) -> (d0)>

// CHECK-LABEL: func @sub_mul_mul_add
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x4x4xf32>, %[[M:.*]]: tensor<3xf32>, %[[V:.*]]: tensor<3xf32>, %[[G:.*]]: tensor<3xf32>, %[[B:.*]]: tensor<3xf32>
// CHECK:         cf.assert
// CHECK:         norm.batch_norm %[[X]] mean(%[[M]] : tensor<3xf32>) variance(%[[V]] : tensor<3xf32>) scale(%[[G]] : tensor<3xf32>) bias(%[[B]] : tensor<3xf32>) epsilon 1.000000e-05 : tensor<2x3x4x4xf32>
func.func @sub_mul_mul_add(%x: tensor<2x3x4x4xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<2x3x4x4xf32> {
  %wide = tensor.empty() : tensor<2x3x4x4xf32>
  %rank1 = tensor.empty() : tensor<3xf32>
  %epsilon = arith.constant 1.0e-5 : f64
  %one = arith.constant 1.0 : f32
  %zero = arith.constant 0.0 : f32
  %r = linalg.generic {indexing_maps = [#along, #along], iterator_types = ["parallel"]} ins(%v : tensor<3xf32>) outs(%rank1 : tensor<3xf32>) {
  ^bb0(%a: f32, %o: f32):
    %e = arith.truncf %epsilon : f64 to f32
    %s = arith.addf %a, %e : f32
    %root = math.sqrt %s : f32
    %ok = arith.cmpf one, %root, %zero : f32
    cf.assert %ok, "unimplemented: tensor with zero element"
    %q = arith.divf %one, %root : f32
    linalg.yield %q : f32
  } -> tensor<3xf32>
  %ms = linalg.broadcast ins(%m : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %rs = linalg.broadcast ins(%r : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %gs = linalg.broadcast ins(%g : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %bs = linalg.broadcast ins(%b : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %d = arith.subf %x, %ms : tensor<2x3x4x4xf32>
  %n = arith.mulf %d, %rs : tensor<2x3x4x4xf32>
  %s = arith.mulf %n, %gs : tensor<2x3x4x4xf32>
  %y = arith.addf %s, %bs : tensor<2x3x4x4xf32>
  return %y : tensor<2x3x4x4xf32>
}

// x * scale + shift, the constants folded into each other.
// CHECK-LABEL: func @folded
// CHECK-SAME:    %[[X:.*]]: tensor<2x3x4x4xf32>, %[[M:.*]]: tensor<3xf32>, %[[V:.*]]: tensor<3xf32>, %[[G:.*]]: tensor<3xf32>, %[[B:.*]]: tensor<3xf32>
// CHECK:         norm.batch_norm %[[X]] mean(%[[M]] : tensor<3xf32>) variance(%[[V]] : tensor<3xf32>) scale(%[[G]] : tensor<3xf32>) bias(%[[B]] : tensor<3xf32>) epsilon 1.000000e-05 : tensor<2x3x4x4xf32>
func.func @folded(%x: tensor<2x3x4x4xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>) -> tensor<2x3x4x4xf32> {
  %wide = tensor.empty() : tensor<2x3x4x4xf32>
  %rank1 = tensor.empty() : tensor<3xf32>
  %epsilon = arith.constant 1.0e-5 : f64
  %one = arith.constant 1.0 : f32
  %zero = arith.constant 0.0 : f32
  %r = linalg.generic {indexing_maps = [#along, #along], iterator_types = ["parallel"]} ins(%v : tensor<3xf32>) outs(%rank1 : tensor<3xf32>) {
  ^bb0(%a: f32, %o: f32):
    %e = arith.truncf %epsilon : f64 to f32
    %s = arith.addf %a, %e : f32
    %root = math.sqrt %s : f32
    %ok = arith.cmpf one, %root, %zero : f32
    cf.assert %ok, "unimplemented: tensor with zero element"
    %q = arith.divf %one, %root : f32
    linalg.yield %q : f32
  } -> tensor<3xf32>
  %scale = arith.mulf %g, %r : tensor<3xf32>
  %ms = arith.mulf %m, %scale : tensor<3xf32>
  %shift = arith.subf %b, %ms : tensor<3xf32>
  %scales = linalg.broadcast ins(%scale : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %shifts = linalg.broadcast ins(%shift : tensor<3xf32>) outs(%wide : tensor<2x3x4x4xf32>) dimensions = [0, 2, 3]
  %p = arith.mulf %x, %scales : tensor<2x3x4x4xf32>
  %y = arith.addf %p, %shifts : tensor<2x3x4x4xf32>
  return %y : tensor<2x3x4x4xf32>
}
