// RUN: norm-opt %s -verify-diagnostics -split-input-file

func.func @unknown_schedule(%x: tensor<4x8xf32>) {
  // expected-error @+2 {{expected one of [automatic, sweeps, registers, tile]}}
  // expected-error @+1 {{failed to parse Norm_PlanAttr parameter 'schedule'}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<schedule = fastest>} : tensor<4x8xf32>
  return
}

// -----

func.func @unknown_word(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{duplicate or unknown struct parameter name: speed}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<speed = 3>} : tensor<4x8xf32>
  return
}

// -----

func.func @repeated_word(%x: tensor<4x8xf32>) {
  // expected-error @+1 {{duplicate or unknown struct parameter name: lanes}}
  %y = norm.softmax %x over [1] {norm.plan = #norm.plan<lanes = 4, lanes = 8>} : tensor<4x8xf32>
  return
}

// -----

// expected-error @+1 {{struct is missing required parameter: vector_bits}}
module attributes {norm.machine = #norm.machine<l1 = 32768, l2 = 1048576>} {
}
