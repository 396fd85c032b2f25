// RUN: norm-opt %s --norm-expand --norm-fuse | FileCheck %s

// CHECK-LABEL: func @gelu
// CHECK-SAME:    %[[X:.*]]: tensor<?x64xf32>
// CHECK:         %[[Y:.*]] = norm.generic ins(%[[X]] :
// CHECK:           %[[ROOT:.*]] = arith.constant 0.707
// CHECK:           %[[SCALED:.*]] = arith.mulf %[[N:.*]], %[[ROOT]] : f32
// CHECK:           math.erf %[[SCALED]]
// CHECK:           %[[GELU:.*]] = arith.mulf %[[N]], %{{.*}} : f32
// CHECK:           norm.yield %[[GELU]]
// CHECK:         } -> tensor<?x64xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @gelu(%x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %n = norm.layer_norm %x over [1] epsilon 1.0e-5 : tensor<?x64xf32>
  %c0 = arith.constant 0 : index
  %d = tensor.dim %n, %c0 : tensor<?x64xf32>
  %e = tensor.empty(%d) : tensor<?x64xf32>
  %y = linalg.map ins(%n : tensor<?x64xf32>) outs(%e : tensor<?x64xf32>) (%v: f32, %o: f32) {
    %root = arith.constant 0.707106769 : f32
    %half = arith.constant 0.5 : f32
    %one = arith.constant 1.0 : f32
    %scaled = arith.mulf %v, %root : f32
    %erf = math.erf %scaled : f32
    %shifted = arith.addf %erf, %one : f32
    %cdf = arith.mulf %shifted, %half : f32
    %w = arith.mulf %v, %cdf : f32
    linalg.yield %w : f32
  }
  return %y : tensor<?x64xf32>
}

// The maximum joins the row; so does the scale, which lies along rows only.
// CHECK-LABEL: func @quantize
// CHECK-SAME:    %[[X:.*]]: tensor<?x64xf32>
// CHECK:         %[[OUT:.*]]:2 = norm.generic ins(%[[X]] : tensor<?x64xf32>) outs(%{{.*}}, %{{.*}} : tensor<?xf32>, tensor<?x64xi8>)
// CHECK-SAME:      iterator_types = ["parallel", "reduction"]
// CHECK:           norm.reduce <add>
// CHECK:           %[[SIZE:.*]] = math.absf %[[Y:.*]] : f32
// CHECK:           %[[MAX:.*]] = norm.reduce <maximumf> %[[SIZE]] : f32
// CHECK:           %[[FROM_0:.*]] = arith.maximumf %[[MAX]]
// CHECK:           %[[SCALE:.*]] = arith.divf %[[FROM_0]]
// CHECK:           arith.divf %[[Y]], %[[SCALE]]
// CHECK:           %[[Q:.*]] = arith.fptosi
// CHECK:           norm.yield %[[SCALE]], %[[Q]] : f32, i8
// CHECK:         return %[[OUT]]#1, %[[OUT]]#0
func.func @quantize(%x: tensor<?x64xf32>) -> (tensor<?x64xi8>, tensor<?xf32>) {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x64xf32>
  %y = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<?x64xf32>
  %size = math.absf %y : tensor<?x64xf32>
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty(%rows) : tensor<?xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%e0 : tensor<?xf32>) -> tensor<?xf32>
  %max = linalg.reduce { arith.maximumf } ins(%size : tensor<?x64xf32>) outs(%fill : tensor<?xf32>) dimensions = [1]
  %scale = linalg.map ins(%max : tensor<?xf32>) outs(%e0 : tensor<?xf32>) (%v: f32, %o: f32) {
    %c = arith.constant 127.0 : f32
    %s = arith.divf %v, %c : f32
    linalg.yield %s : f32
  }
  %e1 = tensor.empty(%rows) : tensor<?x64xi8>
  %q = linalg.generic {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r, c)>],
      iterator_types = ["parallel", "parallel"]} ins(%y, %scale : tensor<?x64xf32>, tensor<?xf32>) outs(%e1 : tensor<?x64xi8>) {
  ^bb0(%v: f32, %s: f32, %o: i8):
    %least = arith.constant -128.0 : f32
    %most = arith.constant 127.0 : f32
    %w = arith.divf %v, %s : f32
    %round = math.roundeven %w : f32
    %low = arith.maximumf %round, %least : f32
    %high = arith.minimumf %low, %most : f32
    %i = arith.fptosi %high : f32 to i8
    linalg.yield %i : i8
  } -> tensor<?x64xi8>
  return %q, %scale : tensor<?x64xi8>, tensor<?xf32>
}

// A norm of a norm's row, with a residual in between that is read later, too.
// CHECK-LABEL: func @post_and_pre_norm
// CHECK:         %[[OUT:.*]]:2 = norm.generic
// CHECK-COUNT-2:   norm.reduce
// CHECK-NOT:     norm.generic
// CHECK:         return %[[OUT]]#0, %[[OUT]]#1
func.func @post_and_pre_norm(%x: tensor<4x?xf32>, %r: tensor<4x?xf32>) -> (tensor<4x?xf32>, tensor<4x?xf32>) {
  %post = norm.rms_norm %x over [1] epsilon 1.0e-6 : tensor<4x?xf32>
  %s = arith.addf %post, %r : tensor<4x?xf32>
  %pre = norm.rms_norm %s over [1] epsilon 1.0e-6 : tensor<4x?xf32>
  return %s, %pre : tensor<4x?xf32>, tensor<4x?xf32>
}
