// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @g1_map_missing(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects one indexing map per operand, got 1 for 2 operands}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g1_symbol(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects indexing maps over 2 iterators without symbols, got affine_map<(d0, d1)[s0] -> (d0, d1)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c)[s] -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g1_iterator_count(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects indexing maps over 2 iterators without symbols, got affine_map<(d0) -> (d0)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r) -> (r)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g2_rank(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the indexing map of operand #0 to have 2 results, got affine_map<(d0, d1) -> (d0)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g2_scalar_with_map(%x: f32, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the indexing map of operand #0 to have 0 results, got affine_map<(d0, d1) -> (d0)>}}
  %y = norm.generic ins(%x : f32) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g2_iterator_twice(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the indexing map of operand #0 to be a projected permutation, or 0 where the extent is 1, got affine_map<(d0, d1) -> (d0, d0)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, r)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g2_sum_of_iterators(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the indexing map of operand #0 to be a projected permutation, or 0 where the extent is 1, got affine_map<(d0, d1) -> (d0, d0 + d1)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, r + c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g2_broadcast_of_extent_4(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the indexing map of operand #0 to be a projected permutation, or 0 where the extent is 1, got affine_map<(d0, d1) -> (0, d1)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (0, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}
