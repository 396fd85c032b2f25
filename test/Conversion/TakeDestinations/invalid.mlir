// RUN: norm-opt %s --split-input-file --verify-diagnostics --norm-take-destinations=in-place=0

// expected-error@below {{expects ranked tensors and scalars, got 'memref<4xf32>'}}
func.func @main(%x: memref<4xf32>) {
  return
}

// -----

// expected-error@below {{expects an argument for result 0 to overwrite, got number 0}}
func.func @main() -> f32 {
  %one = arith.constant 1.0 : f32
  return %one : f32
}

// -----

// expected-error@below {{expects result 0 to fit argument 0, got 'tensor<4xf32>' and 'tensor<5xf32>'}}
func.func @main(%x: tensor<5xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  return %y : tensor<4xf32>
}

// -----

func.func private @other(tensor<4xf32>)

func.func @main(%x: tensor<4xf32>) {
  // expected-error@below {{expects a body of 'other' to inline}}
  call @other(%x) : (tensor<4xf32>) -> ()
  return
}
