// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_rank_0(%x: tensor<f32>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects input to have a dimension, got 'tensor<f32>'}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m : tensor<8xf32>)
      epsilon 0.0 : tensor<f32>
  return
}

// -----

func.func @n2_channel_out_of_range(%x: tensor<4x8xf32>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m
      : tensor<8xf32>) channel_dim 2 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n2_channel_negative(%x: tensor<4x8xf32>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects dimension -1 to lie in [0, 2)}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m
      : tensor<8xf32>) channel_dim -1 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_mean_along_other_dim(%x: tensor<4x8xf32>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects mean to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [0], got 'tensor<8xf32>'}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m
      : tensor<8xf32>) channel_dim 0 epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_bias_along_other_dim(%x: tensor<4x8xf32>, %m: tensor<8xf32>, %b: tensor<4xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects bias to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m : tensor<8xf32>) bias(%b
      : tensor<4xf32>) epsilon 0.0 : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m : tensor<8xf32>)
      epsilon 0.0 compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n5_compute_bf16(%x: tensor<4x8xbf16>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op attribute 'compute' failed to satisfy constraint: type attribute of f32 or f64}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m : tensor<8xf32>)
      epsilon 0.0 compute bf16 : tensor<4x8xbf16>
  return
}

// -----

func.func @n6_negative_epsilon(%x: tensor<4x8xf32>, %m: tensor<8xf32>) {
  // expected-error @below {{'norm.batch_norm' op attribute 'epsilon' failed to satisfy constraint: 64-bit float attribute finite and not negative}}
  %y = norm.batch_norm %x mean(%m : tensor<8xf32>) variance(%m : tensor<8xf32>)
      epsilon -1.0e-05 : tensor<4x8xf32>
  return
}
