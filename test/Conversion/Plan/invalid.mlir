// RUN: norm-opt %s --norm-expand --norm-plan=cpu=x86-64-v3 --verify-diagnostics --split-input-file

module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576, vector_bits = 128, registers = 16>} {
  func.func @mantissas_without_fma(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
    // expected-error @+1 {{cannot follow softmax = mantissa_exponent of its plan: expects a machine that fuses a product and a sum}}
    %y = norm.softmax %x over [1] {norm.plan = #norm.plan<softmax = mantissa_exponent>} : tensor<4x512xf32>
    return %y : tensor<4x512xf32>
  }
}

// -----

func.func @moments_of_softmax(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  // expected-error @+1 {{cannot follow moments = welford of its plan: expects a sum of squares about the mean of its row in the body, got none}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<moments = welford>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// -----

func.func @softmax_of_moments(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  // expected-error @+1 {{cannot follow softmax = online of its plan: expects a sum of exponentials about the maximum of its row in the body, got none}}
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 {norm.plan = #norm.plan<softmax = online>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// -----

func.func @lanes(%x: tensor<4x512xf64>) -> tensor<4x512xf64> {
  // expected-error @+1 {{cannot follow lanes = 16 of its plan: expects at most 4 in a register of 256 bits}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<lanes = 16>} : tensor<4x512xf64>
  return %y : tensor<4x512xf64>
}

// -----

func.func @tile_of_neighbors(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  // expected-error @+1 {{cannot follow schedule = tile of its plan: expects vectors across rows, got rows whose elements are neighbors}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<schedule = tile>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// -----

func.func @sweeps_across_rows(%x: tensor<4x512xf32>) -> tensor<4x512xf32> {
  // expected-error @+1 {{cannot follow schedule = sweeps of its plan: expects rows whose elements are neighbors, got vectors across rows}}
  %y = norm.softmax %x over [0] {norm.plan = #norm.plan<schedule = sweeps>} : tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// -----

func.func @registers_of_a_long_row(%x: tensor<4x513xf32>) -> tensor<4x513xf32> {
  // expected-error @+1 {{cannot follow schedule = registers of its plan: expects at most 16 vectors of a row and its parameters, got 65}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<schedule = registers>} : tensor<4x513xf32>
  return %y : tensor<4x513xf32>
}

// -----

func.func @registers_of_an_unknown_row(%x: tensor<4x?xf32>) -> tensor<4x?xf32> {
  // expected-error @+1 {{cannot follow schedule = registers of its plan: expects a row of a known extent that is not 0}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<schedule = registers>} : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// -----

func.func @registers_of_several_strides(%x: tensor<4x3x5x8xf32>) -> tensor<4x3x5x8xf32> {
  // expected-error @+1 {{cannot follow schedule = registers of its plan: expects a row of one stride, got several}}
  %y = norm.softmax %x over [1, 3] {norm.plan = #norm.plan<schedule = registers>} : tensor<4x3x5x8xf32>
  return %y : tensor<4x3x5x8xf32>
}
