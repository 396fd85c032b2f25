// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_no_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects at least one dimension to normalize over}}
  %y = norm.rms_norm %x over [] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n2_dim_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.rms_norm %x over [2] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n3_dims_not_sorted(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects dimensions to increase, got 0 after 1}}
  %y = norm.rms_norm %x over [1, 0] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_scale_along_other_dim(%x: tensor<4x8xf32>, %g: tensor<4xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects scale to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.rms_norm %x scale(%g : tensor<4xf32>) over [1] epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.rms_norm' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.rms_norm %x over [1] epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.rms_norm %x over [1] epsilon -1.0e-05 : tensor<4x8xf32>
  return
}

// -----

func.func @n6_infinite_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.rms_norm %x over [1] epsilon 0x7FF0000000000000 : tensor<4x8xf32>
  return
}

// -----

func.func @rn1_partial_and_compressed(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects partial or compressed, got both}}
  %y = norm.rms_norm %x over [1] partial 2 compressed epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @rn2_partial_beyond_row(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects partial to lie in [1, 8], got 9}}
  %y = norm.rms_norm %x over [1] partial 9 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @rn2_partial_0(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op attribute 'partial' failed to satisfy constraint: 64-bit signless integer attribute whose value is positive}}
  %y = norm.rms_norm %x over [1] partial 0 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @rn3_compressed_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.rms_norm' op expects one dimension with compressed, got [0, 1]}}
  %y = norm.rms_norm %x over [0, 1] compressed epsilon 0.0 : tensor<4x8xf32>
  return
}
