// RUN: norm-opt %s --split-input-file --verify-diagnostics

// expected-error @below {{'norm.define' op expects an f64, the input, as first argument of a row program, got ['i1', 'f64']}}
norm.define @d1_first_argument {
^bb0(%keep: i1, %x: f64):
  norm.yield %x : f64
}

// -----

// expected-error @below {{'norm.define' op expects scalar arguments of a row program, got 'tensor<?xf64>'}}
norm.define @d1_scalars {
^bb0(%x: f64, %g: tensor<?xf64>):
  norm.yield %x : f64
}

// -----

// expected-error @below {{'norm.define' op expects an f64 tensor, the input, as first argument of a tensor program, got ['f64']}}
norm.define @d2_input(%x: f64) -> f64 {
  norm.yield %x : f64
}

// -----

// expected-error @below {{'norm.define' op expects ranked tensors with dynamic extents and scalars in the signature, got 'tensor<8xf64>'}}
norm.define @d2_static(%x: tensor<?xf64>, %g: tensor<8xf64>) -> tensor<?xf64> {
  norm.yield %x : tensor<?xf64>
}

// -----

// expected-error @below {{'norm.define' op expects attribute "name" to be an f64, an i64 or an index, got "x"}}
norm.define @d3_number attributes {name = "x"} {
^bb0(%x: f64):
  norm.yield %x : f64
}

// -----

norm.define @d4_other_float {
^bb0(%x: f64):
  // expected-error @below {{'arith.truncf' op expects f64 for every float in a definition, got 'f32'}}
  %narrow = arith.truncf %x : f64 to f32
  %y = arith.extf %narrow : f32 to f64
  norm.yield %y : f64
}

// -----

norm.define @d5_effects(%x: tensor<?xf64>) -> tensor<?xf64> {
  %true = arith.constant true
  // expected-error @below {{'cf.assert' op has memory effects, which a definition does not allow}}
  cf.assert %true, "never"
  norm.yield %x : tensor<?xf64>
}

// -----

norm.define @d5_region {
^bb0(%x: f64):
  %true = arith.constant true
  // expected-error @below {{'scf.if' op has a region, which a row program does not allow}}
  %y = scf.if %true -> f64 {
    scf.yield %x : f64
  } else {
    scf.yield %x : f64
  }
  norm.yield %y : f64
}

// -----

norm.define @d5_tensor {
^bb0(%x: f64):
  // expected-error @below {{'tensor.from_elements' op expects scalars in a row program, got 'tensor<1xf64>'}}
  %t = tensor.from_elements %x : tensor<1xf64>
  norm.yield %x : f64
}

// -----

norm.define @d6_over {
^bb0(%x: f64):
  // expected-error @below {{'norm.reduce' op runs over the row in a row program and names no iterators}}
  %sum = norm.reduce <add> %x over [1] : f64
  norm.yield %sum : f64
}

// -----

norm.define @d6_no_row(%x: tensor<?xf64>) -> tensor<?xf64> {
  // expected-error @below {{'norm.count' op has no row in a tensor program outside norm.generic}}
  %n = norm.count : f64
  norm.yield %x : tensor<?xf64>
}

// -----

norm.define @d7_signature(%x: tensor<?xf64>) -> tensor<?x?xf64> {
  // expected-error @below {{'norm.yield' op expects values of types ['tensor<?x?xf64>'], the signature's, got ['tensor<?xf64>']}}
  norm.yield %x : tensor<?xf64>
}

// -----

norm.define @d7_nothing {
^bb0(%x: f64):
  // expected-error @below {{'norm.yield' op expects a value to yield from a definition}}
  norm.yield
}

// -----

// expected-error @below {{'norm.define' op symbol declaration cannot have public visibility}}
norm.define @public_declaration
