// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @n1_no_dims(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects at least one dimension to normalize over}}
  %y = norm.log_softmax %x over [] : tensor<4x8xf32>
  return
}

// -----

func.func @n2_dim_out_of_range(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects dimension 2 to lie in [0, 2)}}
  %y = norm.log_softmax %x over [2] : tensor<4x8xf32>
  return
}

// -----

func.func @n3_dims_not_sorted(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects dimensions to increase, got 0 after 1}}
  %y = norm.log_softmax %x over [1, 0] : tensor<4x8xf32>
  return
}

// -----

func.func @n4_scale_along_other_dim(%x: tensor<4x8xf32>, %g: tensor<4xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects scale to have per dimension the extent of 'tensor<4x8xf32>' or 1, or to be a scalar, or to lie along dimensions [1], got 'tensor<4xf32>'}}
  %y = norm.log_softmax %x scale(%g : tensor<4xf32>) over [1] : tensor<4x8xf32>
  return
}

// -----

func.func @n5_compute_narrower_than_data(%x: tensor<4x8xf64>) {
  // expected-error @below {{'norm.log_softmax' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.log_softmax %x over [1] compute f32 : tensor<4x8xf64>
  return
}

// -----

func.func @sm1_mask_along_dims(%x: tensor<4x8xf32>, %m: tensor<8xi1>) {
  // expected-error @below {{'norm.log_softmax' op expects mask to have rank 2, got 'tensor<8xi1>'}}
  %y = norm.log_softmax %x mask(%m : tensor<8xi1>) over [1] : tensor<4x8xf32>
  return
}

// -----

func.func @sm2_sink_along_dims(%x: tensor<4x8xf32>, %s: tensor<8xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects sink to be a scalar or to have extent 1 along [1], got 'tensor<8xf32>'}}
  %y = norm.log_softmax %x sink(%s : tensor<8xf32>) over [1] : tensor<4x8xf32>
  return
}

// -----

func.func @sm2_sink_per_element(%x: tensor<4x8xf32>, %s: tensor<4x8xf32>) {
  // expected-error @below {{'norm.log_softmax' op expects sink to be a scalar or to have extent 1 along [1], got 'tensor<4x8xf32>'}}
  %y = norm.log_softmax %x sink(%s : tensor<4x8xf32>) over [1] : tensor<4x8xf32>
  return
}

// -----

func.func @sm3_log_sum_exp_without_dims(%x: tensor<4x8xbf16>) {
  // expected-error @below {{'norm.log_softmax' op expects the log-sum-exp to have type 'tensor<4x1xf32>', got 'tensor<4xf32>'}}
  %y, %lse = norm.log_softmax %x over [1] : tensor<4x8xbf16>, tensor<4xf32>
  return
}

// -----

func.func @sm3_log_sum_exp_not_in_compute(%x: tensor<4x8xbf16>) {
  // expected-error @below {{'norm.log_softmax' op expects the log-sum-exp to have type 'tensor<4x1xf64>', got 'tensor<4x1xf32>'}}
  %y, %lse = norm.log_softmax %x over [1] compute f64 : tensor<4x8xbf16>, tensor<4x1xf32>
  return
}
