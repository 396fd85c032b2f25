// RUN: norm-opt %s --split-input-file --verify-diagnostics

func.func @a1_missing(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects a norm.define named @nowhere}}
  %y = norm.apply @nowhere(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @gain attributes {epsilon = 1.0} {
^bb0(%x: f64, %g: f64):
  norm.yield %x : f64
}
func.func @a2_arguments(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects 2 arguments for @gain, got 1}}
  %y = norm.apply @gain(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
func.func private @other()

// -----

norm.define @same {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a2_results(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects 1 results of @same, got 2}}
  %y:2 = norm.apply @same(%x) over [0] : (tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %y#0 : tensor<4xf32>
}

// -----

norm.define @same {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a3_undeclared(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects an attribute that @same declares, got "epsilon"}}
  %y = norm.apply @same(%x) over [0] {epsilon = 1.0} : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @same attributes {epsilon = 1.0} {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a3_type(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects "epsilon" to have type 'f64', got 1 : i64}}
  %y = norm.apply @same(%x) over [0] {epsilon = 1} : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @same {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @a4_no_dimensions(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects over with dimensions, since @same is a row program}}
  %y = norm.apply @same(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @program(%x: tensor<?xf64>) -> tensor<?xf64> {
  norm.yield %x : tensor<?xf64>
}
func.func @a4_dimensions(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{'norm.apply' op expects no over, since @program is a tensor program}}
  %y = norm.apply @program(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

norm.define @position {
^bb0(%x: f64):
  %i = norm.index 1 : index
  norm.yield %x : f64
}
func.func @a4_index(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  // expected-error @below {{'norm.apply' op expects over to have a dimension #1, whose index @position takes, got [0]}}
  %y = norm.apply @position(%x) over [0] : (tensor<4x4xf32>) -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// -----

func.func @a5_input(%x: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @below {{'norm.apply' op expects a ranked float tensor, the input, as first argument, got ['tensor<4xi32>']}}
  %y = norm.apply @same(%x) over [0] : (tensor<4xi32>) -> tensor<4xi32>
  return %y : tensor<4xi32>
}

// -----

func.func @a5_compute(%x: tensor<4xf64>) -> tensor<4xf64> {
  // expected-error @below {{'norm.apply' op expects compute not to be narrower than 'f64', got 'f32'}}
  %y = norm.apply @same(%x) over [0] compute f32 : (tensor<4xf64>) -> tensor<4xf64>
  return %y : tensor<4xf64>
}
