// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_rank_0(%x: tensor<f32>, %a: f32) {
  // expected-error @below {{'norm.derf' op expects input to have a dimension, got 'tensor<f32>'}}
  %y = norm.derf %x alpha(%a : f32) : tensor<f32>
  return
}

// -----

func.func @n2_channel_out_of_range(%x: tensor<4x8xf32>, %a: f32) {
  // expected-error @below {{'norm.derf' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.derf %x alpha(%a : f32) channel_dim 2 : tensor<4x8xf32>
  return
}

// -----

func.func @n4_alpha_along_other_dim(%x: tensor<4x8xf32>, %a: tensor<4xf32>) {
  // expected-error @below {{'norm.derf' op expects alpha to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.derf %x alpha(%a : tensor<4xf32>) : tensor<4x8xf32>
  return
}

// -----

func.func @n4_shift_enlarges(%x: tensor<4x1xf32>, %a: f32, %s: tensor<4x8xf32>) {
  // expected-error @below {{'norm.derf' op expects shift to have per dimension the extent of 'tensor<4x1xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4x8xf32>'}}
  %y = norm.derf %x alpha(%a : f32) shift(%s : tensor<4x8xf32>) : tensor<4x1xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>, %a: f32) {
  // expected-error @below {{'norm.derf' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.derf %x alpha(%a : f32) compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @alpha_missing(%x: tensor<4x8xf32>) {
  // expected-error @below {{custom op 'norm.derf' expected 'alpha'}}
  %y = norm.derf %x : tensor<4x8xf32>
  return
}
