// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// The residual is a second result.
// CHECK-LABEL: func @add_rms_norm
// CHECK-SAME:    %[[X:.*]]: tensor<?x64xf32>, %[[R:.*]]: tensor<?x64xf32>, %[[G:.*]]: tensor<64xf32>
// CHECK-NOT:     arith.addf {{.*}} tensor
// CHECK:         %[[OUT:.*]]:2 = norm.generic ins(%[[X]], %[[R]], %[[G]] :
// CHECK-NEXT:    ^bb0(%[[XE:.*]]: f32, %[[RE:.*]]: f32,
// CHECK:           %[[SUM:.*]] = arith.addf %[[XE]], %[[RE]] : f32
// CHECK:           norm.yield %[[SUM]], %{{.*}} : f32, f32
// CHECK:         return %[[OUT]]#0, %[[OUT]]#1
func.func @add_rms_norm(%x: tensor<?x64xf32>, %r: tensor<?x64xf32>, %g: tensor<64xf32>) -> (tensor<?x64xf32>, tensor<?x64xf32>) {
  %s = arith.addf %x, %r : tensor<?x64xf32>
  %y = norm.rms_norm %s scale(%g : tensor<64xf32>) over [1] epsilon 1.0e-6 : tensor<?x64xf32>
  return %s, %y : tensor<?x64xf32>, tensor<?x64xf32>
}

// CHECK-LABEL: func @add_add_layer_norm
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[R:.*]]: tensor<4x8xf32>, %[[B:.*]]: tensor<8xf32>
// CHECK:         %[[Y:.*]] = norm.generic ins(%[[X]], %[[B]], %[[R]] :
// CHECK-NEXT:    ^bb0(%[[XE:.*]]: f32, %[[BE:.*]]: f32, %[[RE:.*]]: f32):
// CHECK:           %[[BIASED:.*]] = arith.addf %[[XE]], %[[BE]] : f32
// CHECK:           %[[SUM:.*]] = arith.addf %[[BIASED]], %[[RE]] : f32
// CHECK:           norm.reduce <add> %[[SUM]]
// CHECK-NOT:     generic
// CHECK:         return %[[Y]]
func.func @add_add_layer_norm(%x: tensor<4x8xf32>, %r: tensor<4x8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  %e = tensor.empty() : tensor<4x8xf32>
  %biased = linalg.generic {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (c)>, affine_map<(r, c) -> (r, c)>],
      iterator_types = ["parallel", "parallel"]} ins(%x, %b : tensor<4x8xf32>, tensor<8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%xe: f32, %be: f32, %o: f32):
    %v = arith.addf %xe, %be : f32
    linalg.yield %v : f32
  } -> tensor<4x8xf32>
  %sum = linalg.add ins(%biased, %r : tensor<4x8xf32>, tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %y = norm.layer_norm %sum over [1] epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// A scalar from outside the body of the scale is a constant of the kernel.
// CHECK-LABEL: func @scaled_masked_softmax
// CHECK-SAME:    %[[X:.*]]: tensor<2x?x4x8xf32>, %[[M:.*]]: tensor<1x1x4x8xf32>
// CHECK:         norm.generic ins(%[[X]], %[[M]] :
// CHECK-NEXT:    ^bb0(%[[XE:.*]]: f32, %[[ME:.*]]: f32):
// CHECK:           %[[C:.*]] = arith.constant 1.250000e-01 : f32
// CHECK:           %[[SCALED:.*]] = arith.mulf %[[XE]], %[[C]] : f32
// CHECK:           %[[Z:.*]] = arith.addf %[[SCALED]], %[[ME]] : f32
// CHECK:           norm.reduce <maximumf> %[[Z]]
func.func @scaled_masked_softmax(%x: tensor<2x?x4x8xf32>, %m: tensor<1x1x4x8xf32>) -> tensor<2x?x4x8xf32> {
  %c = arith.constant 0.125 : f32
  %c1 = arith.constant 1 : index
  %h = tensor.dim %x, %c1 : tensor<2x?x4x8xf32>
  %e = tensor.empty(%h) : tensor<2x?x4x8xf32>
  %scaled = linalg.map ins(%x : tensor<2x?x4x8xf32>) outs(%e : tensor<2x?x4x8xf32>) (%v: f32, %o: f32) {
    %w = arith.mulf %v, %c : f32
    linalg.yield %w : f32
  }
  %z = linalg.generic {indexing_maps = [affine_map<(n, h, r, c) -> (n, h, r, c)>, affine_map<(n, h, r, c) -> (0, 0, r, c)>, affine_map<(n, h, r, c) -> (n, h, r, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%scaled, %m : tensor<2x?x4x8xf32>, tensor<1x1x4x8xf32>) outs(%e : tensor<2x?x4x8xf32>) {
  ^bb0(%v: f32, %w: f32, %o: f32):
    %s = arith.addf %v, %w : f32
    linalg.yield %s : f32
  } -> tensor<2x?x4x8xf32>
  %y = norm.softmax %z over [3] : tensor<2x?x4x8xf32>
  return %y : tensor<2x?x4x8xf32>
}

// Casts stay in the body; that of a parameter is no work worth a kernel.
// CHECK-LABEL: func @casts
// CHECK-SAME:    %[[X:.*]]: tensor<?x64xbf16>, %[[G:.*]]: tensor<64xbf16>
// CHECK:         %[[Y:.*]] = norm.generic ins(%[[X]], %[[G]] : tensor<?x64xbf16>, tensor<64xbf16>) outs(%{{.*}} : tensor<?x64xbf16>)
// CHECK:           arith.extf
// CHECK:           arith.extf
// CHECK:           %[[NARROW:.*]] = arith.truncf
// CHECK:           norm.yield %[[NARROW]]
// CHECK:         return %[[Y]]
func.func @casts(%x: tensor<?x64xbf16>, %g: tensor<64xbf16>) -> tensor<?x64xbf16> {
  %x32 = arith.extf %x : tensor<?x64xbf16> to tensor<?x64xf32>
  %g32 = arith.extf %g : tensor<64xbf16> to tensor<64xf32>
  %y32 = norm.rms_norm %x32 scale(%g32 : tensor<64xf32>) over [1] epsilon 1.0e-6 : tensor<?x64xf32>
  %y = arith.truncf %y32 : tensor<?x64xf32> to tensor<?x64xbf16>
  return %y : tensor<?x64xbf16>
}
