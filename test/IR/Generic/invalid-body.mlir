// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @g5_no_yield(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  // expected-error @below {{'norm.generic' op expects the body to end in norm.yield}}
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    llvm.unreachable
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g6_memory_effect(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'vector.print' op has memory effects, which the body of norm.generic does not allow}}
    vector.print %e : f32
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g6_region(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %t = arith.constant true
    // expected-error @below {{'scf.if' op has a region, which the body of norm.generic does not allow}}
    %z = scf.if %t -> f32 {
      scf.yield %e : f32
    } else {
      scf.yield %e : f32
    }
    norm.yield %z : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g6_vector(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'vector.broadcast' op expects scalars in the body of norm.generic, got 'vector<4xf32>'}}
    %v = vector.broadcast %e : f32 to vector<4xf32>
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g7_reduce_parallel(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects iterator #0 to be a reduction}}
    %s = norm.reduce <add> %e over [0] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g7_reduce_no_iterator(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects iterator #2 to be a reduction}}
    %s = norm.reduce <add> %e over [2] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g7_nothing_to_reduce(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "parallel"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects a reduction iterator}}
    %s = norm.reduce <add> %e : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g7_count_parallel(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.count' op expects iterator #0 to be a reduction}}
    %n = norm.count over [0] : f32
    norm.yield %n : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @g7_index_of_no_iterator(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.index' op expects an iterator below 2, got 2}}
    %i = norm.index 2 : index
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}
