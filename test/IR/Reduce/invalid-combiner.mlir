// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @r2_memory_effect(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      // expected-error @below {{'vector.print' op is not a memory-effect-free scalar op, as a combiner needs}}
      vector.print %p : f32
      norm.yield %p : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_vector(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      // expected-error @below {{'vector.broadcast' op is not a memory-effect-free scalar op, as a combiner needs}}
      %v = vector.broadcast %p : f32 to vector<4xf32>
      norm.yield %p : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_capture(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-note @below {{required by region isolation constraints}}
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      // expected-error @below {{'norm.yield' op using value defined outside the region}}
      norm.yield %e : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_index(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      // expected-error @below {{'norm.index' op expects parent op to be one of 'norm.generic, norm.define'}}
      %i = norm.index 0 : index
      norm.yield %p : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_reduce_in_combiner(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      // expected-error @below {{'norm.reduce' op is not a memory-effect-free scalar op, as a combiner needs}}
      %t = norm.reduce <add> %p : f32
      norm.yield %t : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}
