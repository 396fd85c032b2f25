// RMSNorm: one reduction and a map.

func.func @rms(%x: tensor<64x4096xf32>, %g: tensor<4096xf32>) -> tensor<64x4096xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<4096xf32>) over [1] epsilon 1.0e-5 : tensor<64x4096xf32>
  return %y : tensor<64x4096xf32>
}

// -----

func.func @rms_bf16(%x: tensor<64x4096xbf16>, %g: tensor<4096xbf16>) -> tensor<64x4096xbf16> {
  %y = norm.rms_norm %x scale(%g : tensor<4096xbf16>) over [1] epsilon 1.0e-5 : tensor<64x4096xbf16>
  return %y : tensor<64x4096xbf16>
}

// -----

func.func @rms_dynamic(%x: tensor<?x?xf32>, %g: tensor<?xf32>) -> tensor<?x?xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 1.0e-5 : tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// -----

func.func @rms_dynamic_bf16(%x: tensor<?x?xbf16>, %g: tensor<?xbf16>) -> tensor<?x?xbf16> {
  %y = norm.rms_norm %x scale(%g : tensor<?xbf16>) over [1] epsilon 1.0e-5 : tensor<?x?xbf16>
  return %y : tensor<?x?xbf16>
}

// -----

func.func @rms_short(%x: tensor<512x128xf32>, %g: tensor<128xf32>) -> tensor<512x128xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<128xf32>) over [1] epsilon 1.0e-5 : tensor<512x128xf32>
  return %y : tensor<512x128xf32>
}

// -----

func.func @rms_short_bf16(%x: tensor<512x128xbf16>, %g: tensor<128xbf16>) -> tensor<512x128xbf16> {
  %y = norm.rms_norm %x scale(%g : tensor<128xbf16>) over [1] epsilon 1.0e-5 : tensor<512x128xbf16>
  return %y : tensor<512x128xbf16>
}

// -----

func.func @rms_tail(%x: tensor<64x4095xf32>, %g: tensor<4095xf32>) -> tensor<64x4095xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<4095xf32>) over [1] epsilon 1.0e-5 : tensor<64x4095xf32>
  return %y : tensor<64x4095xf32>
}

// -----

func.func @rms_add(%x: tensor<64x4096xbf16>, %r: tensor<64x4096xbf16>, %g: tensor<4096xbf16>) 
    -> (tensor<64x4096xbf16>, tensor<64x4096xbf16>) {
  %empty = tensor.empty() : tensor<64x4096xbf16>
  %y:2 = norm.generic ins(%x, %r, %g : tensor<64x4096xbf16>, tensor<64x4096xbf16>, tensor<4096xbf16>)
      outs(%empty, %empty : tensor<64x4096xbf16>, tensor<64x4096xbf16>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (c)>,
                        affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: bf16, %re: bf16, %ge: bf16):
    %eps = arith.constant 1.0e-5 : f32
    %x32 = arith.extf %xe : bf16 to f32
    %r32 = arith.extf %re : bf16 to f32
    %g32 = arith.extf %ge : bf16 to f32
    %sum = arith.addf %x32, %r32 : f32
    %kept = arith.truncf %sum : f32 to bf16
    %squared = arith.mulf %sum, %sum : f32
    %squares = norm.reduce <add> %squared : f32
    %n = norm.count : f32
    %mean = arith.divf %squares, %n : f32
    %moment = arith.addf %mean, %eps : f32
    %rstd = math.rsqrt %moment : f32
    %normal = arith.mulf %sum, %rstd : f32
    %scaled = arith.mulf %normal, %g32 : f32
    %y16 = arith.truncf %scaled : f32 to bf16
    norm.yield %y16, %kept : bf16, bf16
  } -> (tensor<64x4096xbf16>, tensor<64x4096xbf16>)
  return %y#0, %y#1 : tensor<64x4096xbf16>, tensor<64x4096xbf16>
}
