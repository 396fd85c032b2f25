// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @r2_identity_missing(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{custom op 'norm.reduce' expects one identity per state, got 1 for 2}}
    %s, %t = norm.reduce (%e, %e) identity [0.0] : f32, f32 {
    ^bb0(%p: f32, %q: f32, %v: f32, %w: f32):
      norm.yield %p, %q : f32, f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_identity_type(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{custom op 'norm.reduce' expects an identity of type 'f32', got "zero"}}
    %s = norm.reduce (%e) identity ["zero"] : f32 {
    ^bb0(%p: f32, %q: f32):
      norm.yield %p : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_identity_width(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects an identity of type 'f32', got 0.000000e+00 : f64}}
    %s = "norm.reduce"(%e) ({
    ^bb0(%p: f32, %q: f32):
      norm.yield %p : f32
    }) {identity = [0.0 : f64]} : (f32) -> f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_no_combiner(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects a kind or a combiner}}
    %s = "norm.reduce"(%e) ({}) {identity = [0.0 : f32]} : (f32) -> f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_empty_block(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects a non-empty block}}
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_arguments(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects combiner arguments of types ['f32', 'f32'], got ['f32']}}
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32):
      norm.yield %p : f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r2_yield(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects the combiner to yield one state of types ['f32']}}
    %s = norm.reduce (%e) identity [0.0] : f32 {
    ^bb0(%p: f32, %q: f32):
      norm.yield %p, %q : f32, f32
    }
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}
