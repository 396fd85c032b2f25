// Statistics in a type narrower than the default are not named.
// RUN: norm-opt %s --norm-raise --remarks-filter-missed=norm-raise 2>&1 | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0, 0)>
#col = affine_map<(d0, d1) -> (d1)>
#rank1 = affine_map<(d0, d1) -> (d0)>

// CHECK:         remark: {{.*}}culprit="a {{.*}} bf16", op=norm.rms_norm
// CHECK-LABEL: func @negative_narrow_statistics
// CHECK-NOT:     norm.
func.func @negative_narrow_statistics(%x: tensor<?x8xbf16>, %g: tensor<8xbf16>) -> tensor<?x8xbf16> {
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x8xbf16>
  %zero = arith.constant 0.0 : bf16
  %two = arith.constant 2 : i64
  %epsilon = arith.constant 1.0e-06 : f64
  %n = arith.constant 8.0 : bf16
  %init = tensor.empty(%rows) : tensor<?x8xbf16>
  %square = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<?x8xbf16>) outs(%init : tensor<?x8xbf16>) {
  ^bb0(%a: bf16, %o: bf16):
    %s = math.fpowi %a, %two : bf16, i64
    linalg.yield %s : bf16
  } -> tensor<?x8xbf16>
  %init1 = tensor.empty(%rows) : tensor<?x1xbf16>
  %fill2 = linalg.fill ins(%zero : bf16) outs(%init1 : tensor<?x1xbf16>) -> tensor<?x1xbf16>
  %squares = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%square : tensor<?x8xbf16>) outs(%fill2 : tensor<?x1xbf16>) {
  ^bb0(%a: bf16, %o: bf16):
    %r = arith.addf %a, %o : bf16
    linalg.yield %r : bf16
  } -> tensor<?x1xbf16>
  %mean = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%squares : tensor<?x1xbf16>) outs(%init1 : tensor<?x1xbf16>) {
  ^bb0(%a: bf16, %o: bf16):
    %q = arith.divf %a, %n : bf16
    linalg.yield %q : bf16
  } -> tensor<?x1xbf16>
  %shifted = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%mean : tensor<?x1xbf16>) outs(%init1 : tensor<?x1xbf16>) {
  ^bb0(%a: bf16, %o: bf16):
    %e = arith.truncf %epsilon : f64 to bf16
    %s = arith.addf %a, %e : bf16
    linalg.yield %s : bf16
  } -> tensor<?x1xbf16>
  %rstd = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%shifted : tensor<?x1xbf16>) outs(%init1 : tensor<?x1xbf16>) {
  ^bb0(%a: bf16, %o: bf16):
    %r = math.rsqrt %a : bf16
    linalg.yield %r : bf16
  } -> tensor<?x1xbf16>
  %normal = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%x, %rstd : tensor<?x8xbf16>, tensor<?x1xbf16>) outs(%init : tensor<?x8xbf16>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16):
    %p = arith.mulf %a, %b : bf16
    linalg.yield %p : bf16
  } -> tensor<?x8xbf16>
  %y = linalg.generic {indexing_maps = [#col, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%g, %normal : tensor<8xbf16>, tensor<?x8xbf16>) outs(%init : tensor<?x8xbf16>) {
  ^bb0(%a: bf16, %b: bf16, %o: bf16):
    %p = arith.mulf %a, %b : bf16
    linalg.yield %p : bf16
  } -> tensor<?x8xbf16>
  return %y : tensor<?x8xbf16>
}
