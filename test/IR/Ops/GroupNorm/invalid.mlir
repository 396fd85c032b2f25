// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n2_channel_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.group_norm %x groups 2 channel_dim 2 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n2_no_channel(%x: tensor<8xf32>) {
  // expected-error @below {{'norm.group_norm' op expects dimension 1 to lie in [0, 1)}}
  %y = norm.group_norm %x groups 2 epsilon 0.0 : tensor<8xf32>
  return
}

// -----

func.func @n4_scale_per_group(%x: tensor<4x8xf32>, %g: tensor<2xf32>) {
  // expected-error @below {{'norm.group_norm' op expects scale to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<2xf32>'}}
  %y = norm.group_norm %x scale(%g : tensor<2xf32>) groups 2 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.group_norm' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.group_norm %x groups 2 epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.group_norm %x groups 2 epsilon -1.0e-05 : tensor<4x8xf32>
  return
}

// -----

func.func @gn1_channel_is_batch(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op expects channel_dim to differ from the batch dimension 0}}
  %y = norm.group_norm %x groups 2 channel_dim 0 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @gn2_groups_do_not_divide(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op expects groups to divide the 8 channels of input, got 3}}
  %y = norm.group_norm %x groups 3 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @gn2_groups_do_not_divide_scale(%x: tensor<4x?xf32>, %g: tensor<7xf32>) {
  // expected-error @below {{'norm.group_norm' op expects groups to divide the 7 channels of scale, got 3}}
  %y = norm.group_norm %x scale(%g : tensor<7xf32>) groups 3 epsilon 0.0 : tensor<4x?xf32>
  return
}

// -----

func.func @gn2_groups_0(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op attribute 'groups' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  %y = norm.group_norm %x groups 0 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @ddof_2(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.group_norm' op attribute 'ddof' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative whose maximum value is 1}}
  %y = norm.group_norm %x groups 2 epsilon 0.0 ddof 2 : tensor<4x8xf32>
  return
}
