// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_no_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects at least one dimension to normalize over}}
  %m:2 = norm.moments %x mean over [1], raw_second over [] : tensor<4x8xf32>
  return
}

// -----

func.func @n2_dim_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects dimension 2 to lie in [0, 2)}}
  %m = norm.moments %x mean over [2] : tensor<4x8xf32>
  return
}

// -----

func.func @n2_dim_negative(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects dimension -1 to lie in [0, 2)}}
  %m = norm.moments %x mean over [-1] : tensor<4x8xf32>
  return
}

// -----

func.func @n3_dims_repeated(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects dimensions to increase, got 1 after 1}}
  %m = norm.moments %x mean over [1, 1] : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.moments' op expects compute not to be narrower than 'f64', got 'f32'}}
  %m = norm.moments %x mean over [1] compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @n5_compute_bf16(%x: tensor<4x8xbf16>) {
  // expected-error @below {{'norm.moments' op attribute 'compute' failed to satisfy constraint: type attribute of f32 or f64}}
  %m = norm.moments %x mean over [1] compute bf16 : tensor<4x8xbf16>
  return
}

// -----

func.func @mo1_dims_missing(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects one list of dimensions per moment, got 1 for 2 moments}}
  %m = "norm.moments"(%x) {kinds = [#norm<moment mean>, #norm<moment mean>], moment_dims = [array<i64: 1>]}
      : (tensor<4x8xf32>) -> tensor<4x1xf32>
  return
}

// -----

func.func @mo2_ddof_of_mean(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.moments' op expects a central_second with ddof 1}}
  %m = norm.moments %x mean over [1] ddof 1 : tensor<4x8xf32>
  return
}

// -----

func.func @unknown_moment(%x: tensor<4x8xf32>) {
  // expected-error @below {{custom op 'norm.moments' expected one of [mean, raw_second, central_second] for a moment of a row, got: third}}
  %m = norm.moments %x third over [1] : tensor<4x8xf32>
  return
}
