// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @g8_parallel_iterator_left_out(%x: tensor<4x8xf32>, %o: tensor<4xf32>) {
  // expected-error @below {{'norm.generic' op expects parallel iterator #1 in the map of output #0, got affine_map<(d0, d1) -> (d0)>}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>], iterator_types = ["parallel", "parallel"]} {
  ^bb0(%e: f32):
    %k = arith.constant 0.0 : f32
    norm.yield %k : f32
  } -> tensor<4xf32>
  return
}

// -----

func.func @g9_argument(%x: tensor<4x8xf32>, %o: tensor<4xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.yield' op expects output #0 to vary only along its map affine_map<(d0, d1) -> (d0)>, but it varies along iterator #1}}
    norm.yield %e : f32
  } -> tensor<4xf32>
  return
}

// -----

func.func @g9_partly_reduced(%x: tensor<4x8xf32>, %o: tensor<f32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<f32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>], iterator_types = ["reduction", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce <add> %e over [1] : f32
    // expected-error @below {{'norm.yield' op expects output #0 to vary only along its map affine_map<(d0, d1) -> ()>, but it varies along iterator #0}}
    norm.yield %s : f32
  } -> tensor<f32>
  return
}

// -----

func.func @g9_index(%x: tensor<4x8xf32>, %o: tensor<4xindex>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4xindex>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %i = norm.index 1 : index
    // expected-error @below {{'norm.yield' op expects output #0 to vary only along its map affine_map<(d0, d1) -> (d0)>, but it varies along iterator #1}}
    norm.yield %i : index
  } -> tensor<4xindex>
  return
}

// -----

func.func @iterator_type_of_linalg_windows(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      // expected-error @below {{custom op 'norm.generic' expects iterator type "parallel" or "reduction", got "window"}}
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "window"]} {
  ^bb0(%e: f32):
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}
