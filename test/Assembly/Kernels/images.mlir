// Statistics of channels, across channels and of groups; and none.

func.func @batch(%x: tensor<2x96x56x56xf32>, %m: tensor<96xf32>, %v: tensor<96xf32>, %g: tensor<96xf32>, %b: tensor<96xf32>) -> tensor<2x96x56x56xf32> {
  %y = norm.batch_norm %x mean(%m : tensor<96xf32>) variance(%v : tensor<96xf32>)
      scale(%g : tensor<96xf32>) bias(%b : tensor<96xf32>) epsilon 1.0e-5 : tensor<2x96x56x56xf32>
  return %y : tensor<2x96x56x56xf32>
}

// -----

func.func @batch_training(%x: tensor<2x96x56x56xf32>, %g: tensor<96xf32>, %b: tensor<96xf32>) -> tensor<2x96x56x56xf32> {
  %y:3 = norm.batch_norm_training %x scale(%g : tensor<96xf32>) bias(%b : tensor<96xf32>)
      epsilon 1.0e-5 : tensor<2x96x56x56xf32>
  return %y#0 : tensor<2x96x56x56xf32>
}

// -----

func.func @layer_channels(%x: tensor<2x96x56x56xf32>, %g: tensor<96xf32>, %b: tensor<96xf32>) -> tensor<2x96x56x56xf32> {
  %y = norm.layer_norm %x scale(%g : tensor<96xf32>) bias(%b : tensor<96xf32>) over [1] epsilon 1.0e-6
      : tensor<2x96x56x56xf32>
  return %y : tensor<2x96x56x56xf32>
}

// -----

func.func @group(%x: tensor<2x96x56x56xf32>, %g: tensor<96xf32>, %b: tensor<96xf32>) -> tensor<2x96x56x56xf32> {
  %y = norm.group_norm %x scale(%g : tensor<96xf32>) bias(%b : tensor<96xf32>) groups 32 epsilon 1.0e-5
      : tensor<2x96x56x56xf32>
  return %y : tensor<2x96x56x56xf32>
}

// -----

func.func @instance(%x: tensor<2x96x56x56xf32>) -> tensor<2x96x56x56xf32> {
  %y = norm.group_norm %x groups 96 epsilon 1.0e-5 : tensor<2x96x56x56xf32>
  return %y : tensor<2x96x56x56xf32>
}

// -----

func.func @dyt(%x: tensor<64x1024xf32>, %a: f32, %g: tensor<1024xf32>, %b: tensor<1024xf32>) -> tensor<64x1024xf32> {
  %y = norm.dyt %x alpha(%a : f32) scale(%g : tensor<1024xf32>) bias(%b : tensor<1024xf32>) : tensor<64x1024xf32>
  return %y : tensor<64x1024xf32>
}

// -----

func.func @derf(%x: tensor<64x1024xf32>, %a: f32) -> tensor<64x1024xf32> {
  %y = norm.derf %x alpha(%a : f32) : tensor<64x1024xf32>
  return %y : tensor<64x1024xf32>
}
