// LayerNorm as torch-mlir writes it: the variance from an f64 copy with a mean
// of its own, the mean again in f32, epsilon narrowed in the body.
// RUN: norm-opt %s --norm-raise | FileCheck %s
// RUN: norm-opt %s --norm-raise=keep-wide-statistics | FileCheck %s --check-prefix=WIDE

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0, 0)>
#col = affine_map<(d0, d1) -> (d1)>
#rank1 = affine_map<(d0, d1) -> (d0)>

// CHECK-LABEL: func @layer_norm
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[G:.*]]: tensor<8xf32>, %[[B:.*]]: tensor<8xf32>
// CHECK-NEXT:    %[[Y:.*]] = norm.layer_norm %[[X]] scale(%[[G]] : tensor<8xf32>) bias(%[[B]] : tensor<8xf32>) over [1] epsilon 1.000000e-05 : tensor<4x8xf32>
// CHECK-NEXT:    return %[[Y]]
// WIDE:          norm.layer_norm {{.*}} compute f64
func.func @layer_norm(%x: tensor<4x8xf32>, %g: tensor<8xf32>, %h: tensor<8xf32>) -> tensor<4x8xf32> {
  %zero64 = arith.constant 0.0 : f64
  %zero = arith.constant 0.0 : f32
  %n64 = arith.constant 8.0 : f64
  %n = arith.constant 8.0 : f32
  %epsilon = arith.constant 1.0e-05 : f64
  %init = tensor.empty() : tensor<4x8xf64>
  %x64 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<4x8xf32>) outs(%init : tensor<4x8xf64>) {
  ^bb0(%a: f32, %o: f64):
    %w = arith.extf %a : f32 to f64
    linalg.yield %w : f64
  } -> tensor<4x8xf64>
  %init1 = tensor.empty() : tensor<4x1xf64>
  %fill2 = linalg.fill ins(%zero64 : f64) outs(%init1 : tensor<4x1xf64>) -> tensor<4x1xf64>
  %sum64 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x64 : tensor<4x8xf64>) outs(%fill2 : tensor<4x1xf64>) {
  ^bb0(%a: f64, %o: f64):
    %r = arith.addf %a, %o : f64
    linalg.yield %r : f64
  } -> tensor<4x1xf64>
  %mean64 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%sum64 : tensor<4x1xf64>) outs(%init1 : tensor<4x1xf64>) {
  ^bb0(%a: f64, %o: f64):
    %q = arith.divf %a, %n64 : f64
    linalg.yield %q : f64
  } -> tensor<4x1xf64>
  %centered64 = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%x64, %mean64 : tensor<4x8xf64>, tensor<4x1xf64>) outs(%init : tensor<4x8xf64>) {
  ^bb0(%a: f64, %b: f64, %o: f64):
    %d = arith.subf %a, %b : f64
    linalg.yield %d : f64
  } -> tensor<4x8xf64>
  %square64 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%centered64, %centered64 : tensor<4x8xf64>, tensor<4x8xf64>) outs(%init : tensor<4x8xf64>) {
  ^bb0(%a: f64, %b: f64, %o: f64):
    %s = arith.mulf %a, %b : f64
    linalg.yield %s : f64
  } -> tensor<4x8xf64>
  %squares64 = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%square64 : tensor<4x8xf64>) outs(%fill2 : tensor<4x1xf64>) {
  ^bb0(%a: f64, %o: f64):
    %r = arith.addf %a, %o : f64
    linalg.yield %r : f64
  } -> tensor<4x1xf64>
  %variance64 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%squares64 : tensor<4x1xf64>) outs(%init1 : tensor<4x1xf64>) {
  ^bb0(%a: f64, %o: f64):
    %q = arith.divf %a, %n64 : f64
    linalg.yield %q : f64
  } -> tensor<4x1xf64>
  %init3 = tensor.empty() : tensor<4x1xf32>
  %variance = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%variance64 : tensor<4x1xf64>) outs(%init3 : tensor<4x1xf32>) {
  ^bb0(%a: f64, %o: f32):
    %t = arith.truncf %a : f64 to f32
    linalg.yield %t : f32
  } -> tensor<4x1xf32>
  %fill4 = linalg.fill ins(%zero : f32) outs(%init3 : tensor<4x1xf32>) -> tensor<4x1xf32>
  %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<4x8xf32>) outs(%fill4 : tensor<4x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.addf %a, %o : f32
    linalg.yield %r : f32
  } -> tensor<4x1xf32>
  %mean = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%sum : tensor<4x1xf32>) outs(%init3 : tensor<4x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %q = arith.divf %a, %n : f32
    linalg.yield %q : f32
  } -> tensor<4x1xf32>
  %shifted = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%variance : tensor<4x1xf32>) outs(%init3 : tensor<4x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %e = arith.truncf %epsilon : f64 to f32
    %s = arith.addf %a, %e : f32
    linalg.yield %s : f32
  } -> tensor<4x1xf32>
  %rstd = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%shifted : tensor<4x1xf32>) outs(%init3 : tensor<4x1xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = math.rsqrt %a : f32
    linalg.yield %r : f32
  } -> tensor<4x1xf32>
  %init5 = tensor.empty() : tensor<4x8xf32>
  %centered = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %mean : tensor<4x8xf32>, tensor<4x1xf32>) outs(%init5 : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %d = arith.subf %a, %b : f32
    linalg.yield %d : f32
  } -> tensor<4x8xf32>
  %normal = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%centered, %rstd : tensor<4x8xf32>, tensor<4x1xf32>) outs(%init5 : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %scaled = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%normal, %g : tensor<4x8xf32>, tensor<8xf32>) outs(%init5 : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  %y = linalg.generic {indexing_maps = [#id, #col, #id], iterator_types = ["parallel", "parallel"]} ins(%scaled, %h : tensor<4x8xf32>, tensor<8xf32>) outs(%init5 : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.addf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
