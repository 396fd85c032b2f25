// RUN: norm-opt %s --verify-diagnostics --norm-add-extents=entry=forward

// expected-error@below {{expects a function 'forward' with a body}}
module {
  func.func private @forward(tensor<4xf32>)
}
