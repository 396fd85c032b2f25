// Given statistics that lie along other dimensions.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#first = affine_map<(d0, d1, d2) -> (d0)>
#second = affine_map<(d0, d1, d2) -> (d1)>
#third = affine_map<(d0, d1, d2) -> (d2)>

// CHECK-LABEL: func @channels_last
// CHECK-SAME:    %[[X:.*]]: tensor<4x4x4xf32>, %[[M:.*]]: tensor<4xf32>, %[[V:.*]]: tensor<4xf32>
// CHECK:         norm.batch_norm %[[X]] mean(%[[M]] : tensor<4xf32>) variance(%[[V]] : tensor<4xf32>) channel_dim 2 epsilon 1.250000e-01
func.func @channels_last(%x: tensor<4x4x4xf32>, %mean: tensor<4xf32>, %variance: tensor<4xf32>) -> tensor<4x4x4xf32> {
  %epsilon = arith.constant 0.125 : f32
  %wide = tensor.empty() : tensor<4x4x4xf32>
  %y = linalg.generic {indexing_maps = [#id, #third, #third, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %mean, %variance : tensor<4x4x4xf32>, tensor<4xf32>, tensor<4xf32>) outs(%wide : tensor<4x4x4xf32>) {
  ^bb0(%a: f32, %m: f32, %v: f32, %o: f32):
    %centered = arith.subf %a, %m : f32
    %shifted = arith.addf %v, %epsilon : f32
    %rstd = math.rsqrt %shifted : f32
    %p = arith.mulf %centered, %rstd : f32
    linalg.yield %p : f32
  } -> tensor<4x4x4xf32>
  return %y : tensor<4x4x4xf32>
}

// CHECK-LABEL: func @negative_mean_along_another_dim
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_mean_along_another_dim(%x: tensor<4x4x4xf32>, %mean: tensor<4xf32>, %variance: tensor<4xf32>) -> tensor<4x4x4xf32> {
  %epsilon = arith.constant 0.125 : f32
  %wide = tensor.empty() : tensor<4x4x4xf32>
  %y = linalg.generic {indexing_maps = [#id, #second, #third, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %mean, %variance : tensor<4x4x4xf32>, tensor<4xf32>, tensor<4xf32>) outs(%wide : tensor<4x4x4xf32>) {
  ^bb0(%a: f32, %m: f32, %v: f32, %o: f32):
    %centered = arith.subf %a, %m : f32
    %shifted = arith.addf %v, %epsilon : f32
    %rstd = math.rsqrt %shifted : f32
    %p = arith.mulf %centered, %rstd : f32
    linalg.yield %p : f32
  } -> tensor<4x4x4xf32>
  return %y : tensor<4x4x4xf32>
}

// CHECK-LABEL: func @negative_scale_along_another_dim
// CHECK-NOT:     scale(
// CHECK:         return
func.func @negative_scale_along_another_dim(%x: tensor<4x4x4xf32>, %mean: tensor<4xf32>, %variance: tensor<4xf32>, %g: tensor<4xf32>) -> tensor<4x4x4xf32> {
  %epsilon = arith.constant 0.125 : f32
  %wide = tensor.empty() : tensor<4x4x4xf32>
  %y = linalg.generic {indexing_maps = [#id, #second, #second, #first, #id], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %mean, %variance, %g : tensor<4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) outs(%wide : tensor<4x4x4xf32>) {
  ^bb0(%a: f32, %m: f32, %v: f32, %b: f32, %o: f32):
    %centered = arith.subf %a, %m : f32
    %shifted = arith.addf %v, %epsilon : f32
    %rstd = math.rsqrt %shifted : f32
    %p = arith.mulf %centered, %rstd : f32
    %q = arith.mulf %p, %b : f32
    linalg.yield %q : f32
  } -> tensor<4x4x4xf32>
  return %y : tensor<4x4x4xf32>
}
