// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_no_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op expects at least one dimension to normalize over}}
  %y = norm.lp_norm %x l2 over [] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n2_dim_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.lp_norm %x l2 over [2] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n3_dims_not_sorted(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op expects dimensions to increase, got 0 after 1}}
  %y = norm.lp_norm %x l2 over [1, 0] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_scale_along_other_dim(%x: tensor<4x8xf32>, %g: tensor<4xf32>) {
  // expected-error @below {{'norm.lp_norm' op expects scale to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.lp_norm %x l2 scale(%g : tensor<4xf32>) over [1] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.lp_norm' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.lp_norm %x l2 over [1] epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.lp_norm %x l2 over [1] epsilon -1.0e-05 : tensor<4x8xf32>
  return
}

// -----

func.func @n6_infinite_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.lp_norm %x l2 over [1] epsilon 0x7FF0000000000000 : tensor<4x8xf32>
  return
}

// -----

func.func @lp1_inside_of_linf(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.lp_norm' op expects epsilon_mode outside or clamp with linf}}
  %y = norm.lp_norm %x linf over [1] epsilon 0.0 : tensor<4x8xf32>
  return
}
