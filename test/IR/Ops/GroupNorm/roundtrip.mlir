// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s -mlir-print-op-generic | norm-opt | FileCheck %s
// RUN: norm-opt %s -emit-bytecode | norm-opt | FileCheck %s

// CHECK-LABEL: func @defaults_are_not_printed(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4x4xf32>)
// CHECK: norm.group_norm %[[X]] groups 3 epsilon 1.000000e-05 : tensor<2x6x4x4xf32>
func.func @defaults_are_not_printed(%x: tensor<2x6x4x4xf32>) {
  %y = norm.group_norm %x groups 3 channel_dim 1 epsilon 1.0e-05 epsilon_mode inside ddof 0
      narrow last : tensor<2x6x4x4xf32>
  return
}

// CHECK-LABEL: func @every_attribute(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x4x4x6xbf16>, %[[G:[^:]+]]: tensor<6xf32>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<6xf32>)
// CHECK: norm.group_norm %[[X]] scale(%[[G]] : tensor<6xf32>) bias(%[[B]] : tensor<6xf32>)
// CHECK-SAME: groups 2 channel_dim 3 epsilon 1.000000e-05 epsilon_mode outside ddof 1
// CHECK-SAME: narrow before_scale compute f64 : tensor<2x4x4x6xbf16>
func.func @every_attribute(%x: tensor<2x4x4x6xbf16>, %g: tensor<6xf32>, %b: tensor<6xf32>) {
  %y = norm.group_norm %x scale(%g : tensor<6xf32>) bias(%b : tensor<6xf32>) groups 2
      channel_dim 3 epsilon 1.0e-05 epsilon_mode outside ddof 1 narrow before_scale
      compute f64 : tensor<2x4x4x6xbf16>
  return
}

// CHECK-LABEL: func @operands_of_rank_r_and_scalar(
// CHECK-SAME: %[[X:[^:]+]]: tensor<2x6x4xf16>, %[[G:[^:]+]]: tensor<2x6x1xf16>,
// CHECK-SAME: %[[B:[^:]+]]: f32)
// CHECK: norm.group_norm %[[X]] scale(%[[G]] : tensor<2x6x1xf16>) bias(%[[B]] : f32)
// CHECK-SAME: groups 3 epsilon 1.000000e-05 : tensor<2x6x4xf16>
func.func @operands_of_rank_r_and_scalar(%x: tensor<2x6x4xf16>, %g: tensor<2x6x1xf16>, %b: f32) {
  %y = norm.group_norm %x scale(%g : tensor<2x6x1xf16>) bias(%b : f32) groups 3
      epsilon 1.0e-05 : tensor<2x6x4xf16>
  return
}

// CHECK-LABEL: func @dynamic_channels(
// CHECK-SAME: %[[X:[^:]+]]: tensor<?x?x?xf64>, %[[G:[^:]+]]: tensor<?xf64>,
// CHECK-SAME: %[[B:[^:]+]]: tensor<f32>)
// CHECK: norm.group_norm %[[X]] scale(%[[G]] : tensor<?xf64>) bias(%[[B]] : tensor<f32>)
// CHECK-SAME: groups 3 epsilon 1.000000e-05 : tensor<?x?x?xf64>
func.func @dynamic_channels(%x: tensor<?x?x?xf64>, %g: tensor<?xf64>, %b: tensor<f32>) {
  %y = norm.group_norm %x scale(%g : tensor<?xf64>) bias(%b : tensor<f32>) groups 3
      epsilon 1.0e-05 : tensor<?x?x?xf64>
  return
}

// CHECK-LABEL: func @zero_extents(
// CHECK-SAME: %[[X:[^:]+]]: tensor<0x0xf32>)
// CHECK: norm.group_norm %[[X]] groups 3 epsilon 0.000000e+00 : tensor<0x0xf32>
func.func @zero_extents(%x: tensor<0x0xf32>) {
  %y = norm.group_norm %x groups 3 epsilon 0.0 : tensor<0x0xf32>
  return
}

// CHECK-LABEL: func @rank_6(
// CHECK-SAME: %[[X:[^:]+]]: tensor<1x6x2x2x?x2xf32>)
// CHECK: norm.group_norm %[[X]] groups 6 epsilon 1.000000e-05 : tensor<1x6x2x2x?x2xf32>
func.func @rank_6(%x: tensor<1x6x2x2x?x2xf32>) {
  %y = norm.group_norm %x groups 6 epsilon 1.0e-05 : tensor<1x6x2x2x?x2xf32>
  return
}
