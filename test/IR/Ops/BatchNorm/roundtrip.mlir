// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4x4xf32>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) epsilon 1.000000e-05 : tensor<2x6x4x4xf32>
func.func @defaults_are_not_printed(%x: tensor<2x6x4x4xf32>, %m: tensor<6xf32>,
    %v: tensor<6xf32>) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      channel_dim 1 epsilon 1.0e-05 epsilon_mode inside narrow last : tensor<2x6x4x4xf32>
  return
}

// CHECK-LABEL: func @every_attribute(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x4x6xbf16>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>, %[[G:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<6xf64>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) scale(%[[G]] : tensor<6xf32>)
// CHECK-SAME: bias(%[[B]] : tensor<6xf64>) channel_dim 3 epsilon 1.000000e-05
// CHECK-SAME: epsilon_mode clamp narrow statistics compute f64 : tensor<2x4x4x6xbf16>
func.func @every_attribute(%x: tensor<2x4x4x6xbf16>, %m: tensor<6xf32>, %v: tensor<6xf32>,
    %g: tensor<6xf32>, %b: tensor<6xf64>) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      scale(%g : tensor<6xf32>) bias(%b : tensor<6xf64>) channel_dim 3 epsilon 1.0e-05
      epsilon_mode clamp narrow statistics compute f64 : tensor<2x4x4x6xbf16>
  return
}

// CHECK-LABEL: func @statistics_per_sample(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x?xf32>, %[[M:[^:]+]]: tensor<2x6x1xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<f32>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<2x6x1xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<f32>) epsilon 1.000000e-05 : tensor<2x6x?xf32>
func.func @statistics_per_sample(%x: tensor<2x6x?xf32>, %m: tensor<2x6x1xf32>, %v: tensor<f32>) {
  %y = norm.batch_norm %x mean(%m : tensor<2x6x1xf32>) variance(%v : tensor<f32>)
      epsilon 1.0e-05 : tensor<2x6x?xf32>
  return
}

// CHECK-LABEL: func @operands_of_rank_r_and_scalar(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x?xf16>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>, %[[G:[^:]+]]: tensor<1x6x1xf16>, %[[B:[^:]+]]: f32)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) scale(%[[G]] : tensor<1x6x1xf16>)
// CHECK-SAME: bias(%[[B]] : f32) epsilon 1.000000e-05 : tensor<2x6x?xf16>
func.func @operands_of_rank_r_and_scalar(%x: tensor<2x6x?xf16>, %m: tensor<6xf32>,
    %v: tensor<6xf32>, %g: tensor<1x6x1xf16>, %b: f32) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      scale(%g : tensor<1x6x1xf16>) bias(%b : f32) epsilon 1.0e-05 : tensor<2x6x?xf16>
  return
}

// CHECK-LABEL: func @zero_extent(
// CHECK-SAME: %[[X:[^:]+]]: tensor<0x6xf64>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) epsilon 0.000000e+00 : tensor<0x6xf64>
func.func @zero_extent(%x: tensor<0x6xf64>, %m: tensor<6xf32>, %v: tensor<6xf32>) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      epsilon 0.0 : tensor<0x6xf64>
  return
}

// CHECK-LABEL: func @rank_1(
// CHECK-SAME: %[[X:[^:]+]]: tensor<6xf32>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) channel_dim 0 epsilon 1.000000e-05 : tensor<6xf32>
func.func @rank_1(%x: tensor<6xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      channel_dim 0 epsilon 1.0e-05 : tensor<6xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x6x2x2x?x2xf32>, %[[M:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[V:[^:]+]]: tensor<6xf32>)
// CHECK: norm.batch_norm %[[X]] mean(%[[M]] : tensor<6xf32>)
// CHECK-SAME: variance(%[[V]] : tensor<6xf32>) epsilon 1.000000e-05 : tensor<1x6x2x2x?x2xf32>
func.func @rank_6(%x: tensor<1x6x2x2x?x2xf32>, %m: tensor<6xf32>, %v: tensor<6xf32>) {
  %y = norm.batch_norm %x mean(%m : tensor<6xf32>) variance(%v : tensor<6xf32>)
      epsilon 1.0e-05 : tensor<1x6x2x2x?x2xf32>
  return
}
