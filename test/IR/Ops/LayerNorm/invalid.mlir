// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_no_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op expects at least one dimension to normalize over}}
  %y = norm.layer_norm %x over [] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n1_rank_0(%x: tensor<f32>) {
  // expected-error @below {{'norm.layer_norm' op expects input to have a dimension, got 'tensor<f32>'}}
  %y = norm.layer_norm %x over [] epsilon 0.0 : tensor<f32>
  return
}

// -----

func.func @n2_dim_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.layer_norm %x over [2] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n3_dims_not_sorted(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op expects dimensions to increase, got 0 after 1}}
  %y = norm.layer_norm %x over [1, 0] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_scale_along_other_dim(%x: tensor<4x8xf32>, %g: tensor<4xf32>) {
  // expected-error @below {{'norm.layer_norm' op expects scale to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.layer_norm %x scale(%g : tensor<4xf32>) over [1] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_bias_broadcast_at_run_time(%x: tensor<4x?xf32>, %b: tensor<1xf32>) {
  // expected-error @below {{'norm.layer_norm' op expects bias to have per dimension the extent of 'tensor<4x?xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<1xf32>'}}
  %y = norm.layer_norm %x bias(%b : tensor<1xf32>) over [1] epsilon 0.0 : tensor<4x?xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.layer_norm' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.layer_norm %x over [1] epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n5_compute_f16(%x: tensor<4x8xf16>) {
  // expected-error @below {{'norm.layer_norm' op attribute 'compute' failed to satisfy constraint: type attribute of f32 or f64}}
  %y = norm.layer_norm %x over [1] epsilon 0.0 compute f16 : tensor<4x8xf16>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.layer_norm %x over [1] epsilon -1.0e-05 : tensor<4x8xf32>
  return
}

// -----

func.func @n6_nan_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.layer_norm %x over [1] epsilon 0x7FF8000000000000 : tensor<4x8xf32>
  return
}

// -----

func.func @n6_infinite_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.layer_norm %x over [1] epsilon 0x7FF0000000000000 : tensor<4x8xf32>
  return
}

// -----

func.func @ddof_2(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.layer_norm' op attribute 'ddof' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative whose maximum value is 1}}
  %y = norm.layer_norm %x over [1] epsilon 0.0 ddof 2 : tensor<4x8xf32>
  return
}

// -----

func.func @integer_scale(%x: tensor<4x8xf32>, %g: tensor<8xi32>) {
  // expected-error @below {{'norm.layer_norm' op operand #1 must be float tensor or float, but got 'tensor<8xi32>'}}
  %y = norm.layer_norm %x scale(%g : tensor<8xi32>) over [1] epsilon 0.0 : tensor<4x8xf32>
  return
}
