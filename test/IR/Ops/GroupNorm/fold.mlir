// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @one_group
// CHECK-SAME:    %[[X:.*]]: tensor<2x6x4x4xf32>, %[[G:.*]]: tensor<6xf32>, %[[B:.*]]: tensor<2x1x1x1xf32>
// CHECK-NEXT:    %[[SCALE:.*]] = tensor.expand_shape %[[G]] {{\[\[}}0, 1, 2, 3]] output_shape [1, 6, 1, 1]
// CHECK-NEXT:    norm.layer_norm %[[X]] scale(%[[SCALE]] : tensor<1x6x1x1xf32>) bias(%[[B]] : tensor<2x1x1x1xf32>) over [1, 2, 3] epsilon 1.000000e-05 ddof 1
func.func @one_group(%x: tensor<2x6x4x4xf32>, %g: tensor<6xf32>, %b: tensor<2x1x1x1xf32>) -> tensor<2x6x4x4xf32> {
  %y = norm.group_norm %x scale(%g : tensor<6xf32>) bias(%b : tensor<2x1x1x1xf32>) groups 1
      epsilon 1.0e-5 ddof 1 : tensor<2x6x4x4xf32>
  return %y : tensor<2x6x4x4xf32>
}

// CHECK-LABEL: func @one_group_of_channels_alone
// CHECK-SAME:    %[[X:.*]]: tensor<2x?xf32>, %[[G:.*]]: tensor<?xf32>
// CHECK-NEXT:    norm.layer_norm %[[X]] scale(%[[G]] : tensor<?xf32>) over [1]
func.func @one_group_of_channels_alone(%x: tensor<2x?xf32>, %g: tensor<?xf32>) -> tensor<2x?xf32> {
  %y = norm.group_norm %x scale(%g : tensor<?xf32>) groups 1 epsilon 1.0e-5 : tensor<2x?xf32>
  return %y : tensor<2x?xf32>
}

// CHECK-LABEL: func @one_group_of_dynamic_channels
// CHECK:         tensor.expand_shape {{.*}} output_shape [1, 1, %{{.*}}] : tensor<?xf32> into tensor<1x1x?xf32>
// CHECK:         norm.layer_norm {{.*}} scale({{.*}} : tensor<1x1x?xf32>) over [1, 2]
func.func @one_group_of_dynamic_channels(%x: tensor<2x4x?xf32>, %g: tensor<?xf32>) -> tensor<2x4x?xf32> {
  %y = norm.group_norm %x scale(%g : tensor<?xf32>) groups 1 channel_dim 2 epsilon 1.0e-5 : tensor<2x4x?xf32>
  return %y : tensor<2x4x?xf32>
}

// Instance norm keeps its name, and its parameters along the channel.
// CHECK-LABEL: func @negative_group_per_channel
// CHECK:         norm.group_norm {{.*}} groups 6
func.func @negative_group_per_channel(%x: tensor<2x6x4x4xf32>, %g: tensor<6xf32>) -> tensor<2x6x4x4xf32> {
  %y = norm.group_norm %x scale(%g : tensor<6xf32>) groups 6 epsilon 1.0e-5 : tensor<2x6x4x4xf32>
  return %y : tensor<2x6x4x4xf32>
}
