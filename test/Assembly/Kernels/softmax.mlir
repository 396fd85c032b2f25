// Softmax: a maximum, exponentials and their sum, a map.

func.func @softmax(%x: tensor<64x2048xf32>) -> tensor<64x2048xf32> {
  %y = norm.softmax %x over [1] : tensor<64x2048xf32>
  return %y : tensor<64x2048xf32>
}

// -----

func.func @softmax_bf16(%x: tensor<64x2048xbf16>) -> tensor<64x2048xbf16> {
  %y = norm.softmax %x over [1] : tensor<64x2048xbf16>
  return %y : tensor<64x2048xbf16>
}

// -----

func.func @softmax_dynamic(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %y = norm.softmax %x over [1] : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

func.func @softmax_short(%x: tensor<512x128xf32>) -> tensor<512x128xf32> {
  %y = norm.softmax %x over [1] : tensor<512x128xf32>
  return %y : tensor<512x128xf32>
}

// -----

func.func @softmax_tail(%x: tensor<512x77xf32>) -> tensor<512x77xf32> {
  %y = norm.softmax %x over [1] : tensor<512x77xf32>
  return %y : tensor<512x77xf32>
}

// -----

func.func @softmax_mask(%x: tensor<64x2048xf32>, %m: tensor<64x2048xi1>) -> tensor<64x2048xf32> {
  %scale = arith.constant 0.125 : f32
  %y = norm.softmax %x scale(%scale : f32) mask(%m : tensor<64x2048xi1>) over [1] : tensor<64x2048xf32>
  return %y : tensor<64x2048xf32>
}

// -----

func.func @softmax_channels(%x: tensor<2x64x4096xf32>) -> tensor<2x64x4096xf32> {
  %y = norm.softmax %x over [1] : tensor<2x64x4096xf32>
  return %y : tensor<2x64x4096xf32>
}

// -----

func.func @log_softmax(%x: tensor<64x2048xf32>) -> tensor<64x2048xf32> {
  %y = norm.log_softmax %x over [1] : tensor<64x2048xf32>
  return %y : tensor<64x2048xf32>
}
