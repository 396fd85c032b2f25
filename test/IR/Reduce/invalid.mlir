// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @r1_two_operands(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects one operand and no combiner with a named kind}}
    %s, %t = "norm.reduce"(%e, %e) ({}) {kind = #vector.kind<add>} : (f32, f32) -> (f32, f32)
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r1_kind_of_integers(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects a type that <and> combines, got 'f32'}}
    %s = norm.reduce <and> %e : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r1_kind_of_floats(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    %i = norm.index 1 : index
    // expected-error @below {{'norm.reduce' op expects a type that <maximumf> combines, got 'index'}}
    %s = norm.reduce <maximumf> %i : index
    norm.yield %e : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @result_type(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects results of the operands' types}}
    %t = "norm.reduce"(%e) ({}) {kind = #vector.kind<add>} : (f32) -> f64
    %s = arith.truncf %t : f64 to f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r3_no_iterator(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects over to name an iterator}}
    %s = norm.reduce <add> %e over [] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r3_not_sorted(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["reduction", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.reduce' op expects iterators to increase, got 0 after 1}}
    %s = norm.reduce <add> %e over [1, 0] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @r3_count_twice(%x: tensor<4x8xf32>, %o: tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%o : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%e: f32):
    // expected-error @below {{'norm.count' op expects iterators to increase, got 1 after 1}}
    %s = norm.count over [1, 1] : f32
    norm.yield %s : f32
  } -> tensor<4x8xf32>
  return
}

// -----

func.func @reduce_outside(%x: f32) {
  // expected-error @below {{'norm.reduce' op expects parent op to be one of 'norm.generic, norm.define'}}
  %y = norm.reduce <add> %x : f32
  return
}

// -----

func.func @count_outside() {
  // expected-error @below {{'norm.count' op expects parent op to be one of 'norm.generic, norm.define'}}
  %n = norm.count : f32
  return
}

// -----

func.func @index_outside() {
  // expected-error @below {{'norm.index' op expects parent op to be one of 'norm.generic, norm.define'}}
  %i = norm.index 0 : index
  return
}
