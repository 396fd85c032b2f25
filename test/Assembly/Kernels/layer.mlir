// LayerNorm: two dependent reductions and a map.

func.func @layer(%x: tensor<64x1024xf32>, %g: tensor<1024xf32>, %b: tensor<1024xf32>) -> tensor<64x1024xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<1024xf32>) bias(%b : tensor<1024xf32>) over [1] epsilon 1.0e-5
      : tensor<64x1024xf32>
  return %y : tensor<64x1024xf32>
}

// -----

func.func @layer_bf16(%x: tensor<64x1024xbf16>, %g: tensor<1024xbf16>, %b: tensor<1024xbf16>) -> tensor<64x1024xbf16> {
  %y = norm.layer_norm %x scale(%g : tensor<1024xbf16>) bias(%b : tensor<1024xbf16>) over [1] epsilon 1.0e-5
      : tensor<64x1024xbf16>
  return %y : tensor<64x1024xbf16>
}

// -----

func.func @layer_f16(%x: tensor<64x1024xf16>, %g: tensor<1024xf16>, %b: tensor<1024xf16>) -> tensor<64x1024xf16> {
  %y = norm.layer_norm %x scale(%g : tensor<1024xf16>) bias(%b : tensor<1024xf16>) over [1] epsilon 1.0e-5
      : tensor<64x1024xf16>
  return %y : tensor<64x1024xf16>
}

// -----

func.func @layer_dynamic(%x: tensor<?x?xf32>, %g: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?x?xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<?xf32>) bias(%b : tensor<?xf32>) over [1] epsilon 1.0e-5
      : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

func.func @layer_short(%x: tensor<512x128xf32>, %g: tensor<128xf32>, %b: tensor<128xf32>) -> tensor<512x128xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<128xf32>) bias(%b : tensor<128xf32>) over [1] epsilon 1.0e-5
      : tensor<512x128xf32>
  return %y : tensor<512x128xf32>
}

// -----

func.func @layer_tail(%x: tensor<64x1023xf32>, %g: tensor<1023xf32>, %b: tensor<1023xf32>) -> tensor<64x1023xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<1023xf32>) bias(%b : tensor<1023xf32>) over [1] epsilon 1.0e-5
      : tensor<64x1023xf32>
  return %y : tensor<64x1023xf32>
}
