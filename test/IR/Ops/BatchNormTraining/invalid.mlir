// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_rank_0(%x: tensor<f32>) {
  // expected-error @below {{'norm.batch_norm_training' op expects input to have a dimension, got 'tensor<f32>'}}
  %y:3 = norm.batch_norm_training %x epsilon 0.0 : tensor<f32>
  return
}

// -----

func.func @n2_channel_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.batch_norm_training' op expects dimension 2 to lie in [0, 2)}}
  %y:3 = norm.batch_norm_training %x channel_dim 2 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n2_channel_negative(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.batch_norm_training' op expects dimension -1 to lie in [0, 2)}}
  %y:3 = norm.batch_norm_training %x channel_dim -1 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_bias_along_other_dim(%x: tensor<4x8xf32>, %b: tensor<4xf32>) {
  // expected-error @below {{'norm.batch_norm_training' op expects bias to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y:3 = norm.batch_norm_training %x bias(%b : tensor<4xf32>) epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.batch_norm_training' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y:3 = norm.batch_norm_training %x epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n5_compute_bf16(%x: tensor<4x8xbf16>) {
  // expected-error @below {{'norm.batch_norm_training' op attribute 'compute' failed to satisfy constraint: type attribute of f32 or f64}}
  %y:3 = norm.batch_norm_training %x epsilon 0.0 compute bf16 : tensor<4x8xbf16>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.batch_norm_training' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y:3 = norm.batch_norm_training %x epsilon -1.0e-05 : tensor<4x8xf32>
  return
}
