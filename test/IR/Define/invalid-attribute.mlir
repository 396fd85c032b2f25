// RUN: norm-opt %s --split-input-file --verify-diagnostics

norm.define @at1_undeclared {
^bb0(%x: f64):
  // expected-error @below {{'norm.attribute' op expects @at1_undeclared to declare "epsilon"}}
  %epsilon = norm.attribute "epsilon" : f64
  norm.yield %epsilon : f64
}

// -----

norm.define @at1_type attributes {steps = 3 : index} {
^bb0(%x: f64):
  // expected-error @below {{'norm.attribute' op expects "steps" to have its declared type 'index', got 'f64'}}
  %steps = norm.attribute "steps" : f64
  norm.yield %steps : f64
}

// -----

func.func @at1_alone() {
  // expected-error @below {{'norm.attribute' op expects a norm.define around it}}
  %epsilon = norm.attribute "epsilon" : f64
  return
}
