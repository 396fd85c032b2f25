// Llama in bf16: the normalized value is rounded before the gain.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0, 0)>
#col = affine_map<(d0, d1) -> (d1)>
#rank1 = affine_map<(d0, d1) -> (d0)>

// CHECK-LABEL: func @rms_norm
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xbf16>, %[[G:.*]]: tensor<8xbf16>
// CHECK:         norm.rms_norm %[[X]] scale(%[[G]] : tensor<8xbf16>) over [1] epsilon 9.9999999999999995E-7 narrow before_scale : tensor<?x8xbf16>
func.func @rms_norm(%x: tensor<?x8xbf16>, %g: tensor<8xbf16>) -> tensor<?x8xbf16> {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x8xbf16>
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2 : i64
  %epsilon = arith.constant 1.0e-06 : f64
  %n = arith.constant 8.0 : f32
  %init = tensor.empty(%rows) : tensor<?x8xf32>
  %wide = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<?x8xbf16>) outs(%init : tensor<?x8xf32>) {
  ^bb0(%a: bf16, %o: f32):
    %w = arith.extf %a : bf16 to f32
    linalg.yield %w : f32
  } -> tensor<?x8xf32>
  %square = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%wide : tensor<?x8xf32>) outs(%init : tensor<?x8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = math.fpowi %a, %two : f32, i64
    linalg.yield %s : f32
  } -> tensor<?x8xf32>
  %init1 = tensor.empty(%rows) : tensor<?x1xf32>
  %fill2 = linalg.fill ins(%zero : f32) outs(%init1 : tensor<?x1xf32>) -> tensor<?x1xf32>
  %squares = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%square : tensor<?x8xf32>) outs(%fill2 : tensor<?x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.addf %a, %o : f32
    linalg.yield %r : f32
  } -> tensor<?x1xf32>
  %mean = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%squares : tensor<?x1xf32>) outs(%init1 : tensor<?x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %q = arith.divf %a, %n : f32
    linalg.yield %q : f32
  } -> tensor<?x1xf32>
  %shifted = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%mean : tensor<?x1xf32>) outs(%init1 : tensor<?x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %e = arith.truncf %epsilon : f64 to f32
    %s = arith.addf %a, %e : f32
    linalg.yield %s : f32
  } -> tensor<?x1xf32>
  %rstd = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%shifted : tensor<?x1xf32>) outs(%init1 : tensor<?x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = math.rsqrt %a : f32
    linalg.yield %r : f32
  } -> tensor<?x1xf32>
  %normal = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%wide, %rstd : tensor<?x8xf32>, tensor<?x1xf32>) outs(%init : tensor<?x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<?x8xf32>
  %init3 = tensor.empty(%rows) : tensor<?x8xbf16>
  %narrow = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%normal : tensor<?x8xf32>) outs(%init3 : tensor<?x8xbf16>) {
  ^bb0(%a: f32, %o: bf16):
    %t = arith.truncf %a : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<?x8xbf16>
  %y = linalg.generic {indexing_maps = [#col, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%g, %narrow : tensor<8xbf16>, tensor<?x8xbf16>) outs(%init3 : tensor<?x8xbf16>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16):
    %p = arith.mulf %a, %b : bf16
    linalg.yield %p : bf16
  } -> tensor<?x8xbf16>
  return %y : tensor<?x8xbf16>
}
