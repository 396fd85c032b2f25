// RUN: norm-run %s --backend=reference --entry=shapes | FileCheck %s --check-prefix=SHAPE
// RUN: norm-run %s --backend=reference --entry=access | FileCheck %s --check-prefix=ACCESS
// RUN: norm-run %s --backend=reference --entry=makers | FileCheck %s --check-prefix=MAKE

func.func @shapes() -> (tensor<2x?xf32>, tensor<6xf32>, tensor<3x2xf32>, index) {
  %x = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %c1 = arith.constant 1 : index
  // SHAPE: result 0: tensor<2x?xf32> = {{\[\[}}1, 2, 3], [4, 5, 6]]
  %cast = tensor.cast %x : tensor<2x3xf32> to tensor<2x?xf32>
  // SHAPE: result 1: tensor<6xf32> = [1, 2, 3, 4, 5, 6]
  %flat = tensor.collapse_shape %x [[0, 1]] : tensor<2x3xf32> into tensor<6xf32>
  // SHAPE: result 2: tensor<3x2xf32> = {{\[\[}}1, 2], [3, 4], [5, 6]]
  %tall = tensor.expand_shape %flat [[0, 1]] output_shape [3, 2] : tensor<6xf32> into tensor<3x2xf32>
  // SHAPE: result 3: index = 3
  %extent = tensor.dim %cast, %c1 : tensor<2x?xf32>
  return %cast, %flat, %tall, %extent
      : tensor<2x?xf32>, tensor<6xf32>, tensor<3x2xf32>, index
}

func.func @access() -> (f32, tensor<2xf32>, tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x5xf32>) {
  %x = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  // ACCESS: result 0: f32 = 4
  %element = tensor.extract %x[%c1, %c0] : tensor<2x3xf32>
  // ACCESS: result 1: tensor<2xf32> = [1, 3]
  %slice = tensor.extract_slice %x[0, 0] [1, 2] [1, 2] : tensor<2x3xf32> to tensor<2xf32>
  // ACCESS: result 2: tensor<2x3xf32> = {{\[\[}}1, 2, 3], [4, 1, 3]]
  %inserted = tensor.insert_slice %slice into %x[1, 1] [1, 2] [1, 1] : tensor<2xf32> into tensor<2x3xf32>
  // ACCESS: result 3: tensor<2x4xf32> = {{\[\[}}0, 1, 2, 3], [0, 4, 5, 6]]
  %padded = tensor.pad %x low[0, 1] high[0, 0] {
  ^bb0(%i: index, %j: index):
    tensor.yield %zero : f32
  } : tensor<2x3xf32> to tensor<2x4xf32>
  %column = arith.constant dense<[[7.0, 8.0], [9.0, 10.0]]> : tensor<2x2xf32>
  // ACCESS: result 4: tensor<2x5xf32> = {{\[\[}}1, 2, 3, 7, 8], [4, 5, 6, 9, 10]]
  %joined = tensor.concat dim(1) %x, %column : (tensor<2x3xf32>, tensor<2x2xf32>) -> tensor<2x5xf32>
  return %element, %slice, %inserted, %padded, %joined
      : f32, tensor<2xf32>, tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x5xf32>
}

func.func @makers() -> (tensor<2x2xindex>, tensor<?xf32>, tensor<2xi8>, tensor<1xf32>, tensor<0x2xf32>) {
  %c2 = arith.constant 2 : index
  %half = arith.constant 0.5 : f32
  %byte = arith.constant -1 : i8
  // MAKE: result 0: tensor<2x2xindex> = {{\[\[}}0, 1], [1, 2]]
  %table = tensor.generate {
  ^bb0(%i: index, %j: index):
    %sum = arith.addi %i, %j : index
    tensor.yield %sum : index
  } : tensor<2x2xindex>
  // MAKE: result 1: tensor<?xf32> = [0.5, 0.5]
  %splat = tensor.splat %half[%c2] : tensor<?xf32>
  // MAKE: result 2: tensor<2xi8> = [-1, -1]
  %list = tensor.from_elements %byte, %byte : tensor<2xi8>
  // MAKE: result 3: tensor<1xf32> = [nan]
  %empty = tensor.empty() : tensor<1xf32>
  // MAKE: result 4: tensor<0x2xf32> = []
  %none = tensor.empty() : tensor<0x2xf32>
  return %table, %splat, %list, %empty, %none
      : tensor<2x2xindex>, tensor<?xf32>, tensor<2xi8>, tensor<1xf32>, tensor<0x2xf32>
}
