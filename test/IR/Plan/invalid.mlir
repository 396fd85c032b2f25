// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @pl1_negative(%x: tensor<4x8xf32>) {
  // expected-error @below {{expects vectors from 1 to 1024, got -1}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<vectors = -1>} : tensor<4x8xf32>
  return
}

// -----

func.func @pl1_too_many(%x: tensor<4x8xf32>) {
  // expected-error @below {{expects threads from 1 to 1024, got 1025}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<threads = 1025>} : tensor<4x8xf32>
  return
}

// -----

func.func @pl1_rows(%x: tensor<4x8xf32>) {
  // expected-error @below {{expects rows from 1 to 1024, got 4096}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<rows = 4096>} : tensor<4x8xf32>
  return
}

// -----

func.func @pl2_not_a_power_of_two(%x: tensor<4x8xf32>) {
  // expected-error @below {{expects lanes to be a power of two, got 12}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<lanes = 12>} : tensor<4x8xf32>
  return
}

// -----

func.func @pl3_not_a_plan(%x: tensor<4x8xf32>) {
  // expected-error @below {{'norm.softmax' op expects norm.plan to be a #norm.plan, got "fast"}}
  %y = norm.softmax %x over [1] {norm.plan = "fast"} : tensor<4x8xf32>
  return
}

// -----

func.func @pl3_not_a_normalizer(%x: f32) {
  // expected-error @below {{'arith.addf' op expects norm.plan on a normalizer only}}
  %y = arith.addf %x, %x {norm.plan = #norm.plan<lanes = 8>} : f32
  return
}

// -----

// expected-error @below {{'builtin.module' op expects norm.machine to be a #norm.machine, got 512 : i64}}
module attributes {norm.machine = 512 : i64} {
}
