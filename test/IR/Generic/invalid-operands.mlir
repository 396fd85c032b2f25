// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @g3_two_extents(%x: tensor<4x8xf32>, %o: tensor<4x4xf32>) {
  // expected-error @below {{'norm.generic' op expects iterator #1 to have one extent, got 8 from operand #0 and 4}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x4xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x4xf32>
  return
}

// -----

func.func @g3_no_extent(%x: f32, %o: tensor<4xf32>) {
  // expected-error @below {{'norm.generic' op expects an operand that gives iterator #1 its extent}}
  %y = norm.generic ins(%x : f32) outs(%o : tensor<4xf32>)
      {indexing_maps = [affine_map<(r, c) -> ()>, affine_map<(r, c) -> (r)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4xf32>
  return
}

// -----

func.func @g4_tensor_and_memref(%x: memref<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects operands to be all tensors or all memrefs}}
  %y = norm.generic ins(%x : memref<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g4_unranked(%x: tensor<*xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects operand #0 to be a ranked tensor or memref of scalars, or a scalar, got 'tensor<*xf32>'}}
  %y = norm.generic ins(%x : tensor<*xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g4_complex(%x: complex<f32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects operand #0 to be a ranked tensor or memref of scalars, or a scalar, got 'complex<f32>'}}
  %y = norm.generic ins(%x : complex<f32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> ()>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: complex<f32>):
    %r = complex.re %e : complex<f32>
    norm.yield %r : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g4_no_result(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects one result per output tensor, got 0 for 1}}
  norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  }
  return
}

// -----

func.func @g5_argument_type(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects body arguments of types ['f32'], one per input, got ['f64']}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f64):
    %k = arith.constant 0.0 : f32
    norm.yield %k : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g5_argument_for_output(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects body arguments of types ['f32'], one per input, got ['f32', 'f32']}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32, %f: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g5_yielded_type(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %k = arith.constant 0.0 : f64
    // expected-error @below {{'norm.yield' op expects values of types ['f32'], one per output, got ['f64']}}
    norm.yield %k : f64
  } -> tensor<4x8xf32>
  return
}
