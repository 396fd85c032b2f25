// Where elementwise fusion has left an end of a normalizer in a body, the body
// is cut there.
// RUN: norm-opt %s --norm-raise | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#rows = affine_map<(d0, d1) -> (d0)>
#left = affine_map<(d0, d1, d2) -> (d0, d2)>
#row = affine_map<(d0, d1, d2) -> (d0)>
#column = affine_map<(d0, d1, d2) -> (d2)>
#right = affine_map<(d0, d1, d2) -> (d2, d1)>
#out = affine_map<(d0, d1, d2) -> (d0, d1)>

// CHECK-DAG:   #[[$LEFT:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG:   #[[$RIGHT:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-DAG:   #[[$OUT:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>

// The factor of a matrix product, and its scale.
// CHECK-LABEL: func @tail_in_a_product
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xf32>, %[[G:.*]]: tensor<8xf32>, %[[W:.*]]: tensor<8x16xf32>
// CHECK:         %[[GAIN:.*]] = linalg.generic {{.*}} ins(%[[G]] : tensor<8xf32>)
// CHECK:         %[[N:.*]] = norm.rms_norm %[[X]] scale(%[[GAIN]] : tensor<8xf32>) over [1] epsilon 1.250000e-01 : tensor<?x8xf32>
// CHECK:         linalg.generic {indexing_maps = [#[[$RIGHT]], #[[$LEFT]], #[[$OUT]]]
// CHECK-SAME:        ins(%[[W]], %[[N]] : tensor<8x16xf32>, tensor<?x8xf32>)
func.func @tail_in_a_product(%x: tensor<?x8xf32>, %g: tensor<8xf32>, %w: tensor<8x16xf32>) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %eighth = arith.constant 0.125 : f32
  %n = tensor.dim %x, %c0 : tensor<?x8xf32>
  %empty = tensor.empty(%n) : tensor<?xf32>
  %zeros = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %squares = linalg.generic {indexing_maps = [#id, #rows], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<?x8xf32>) outs(%zeros : tensor<?xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.mulf %a, %a : f32
    %t = arith.addf %s, %o : f32
    linalg.yield %t : f32
  } -> tensor<?xf32>
  %wide = tensor.empty(%n) : tensor<?x16xf32>
  %start = linalg.fill ins(%zero : f32) outs(%wide : tensor<?x16xf32>) -> tensor<?x16xf32>
  %y = linalg.generic {indexing_maps = [#left, #row, #column, #right, #out], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %squares, %g, %w : tensor<?x8xf32>, tensor<?xf32>, tensor<8xf32>, tensor<8x16xf32>) outs(%start : tensor<?x16xf32>) {
  ^bb0(%a: f32, %s: f32, %b: f32, %c: f32, %o: f32):
    %mean = arith.mulf %s, %eighth : f32
    %shifted = arith.addf %mean, %eighth : f32
    %rstd = math.rsqrt %shifted : f32
    %normal = arith.mulf %a, %rstd : f32
    %gain = arith.addf %b, %one : f32
    %scaled = arith.mulf %normal, %gain : f32
    %product = arith.mulf %scaled, %c : f32
    %sum = arith.addf %o, %product : f32
    linalg.yield %sum : f32
  } -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Only a rounded sum is normalized; the bodies hold it, the program does not.
// CHECK-LABEL: func @input_in_a_body
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xbf16>, %[[Z:.*]]: tensor<4x8xbf16>
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[X]], %[[Z]] : tensor<4x8xbf16>, tensor<4x8xbf16>)
// CHECK:         %[[N:.*]] = norm.rms_norm %[[SUM]] over [1] epsilon 1.250000e-01 : tensor<4x8xbf16>
// CHECK-NEXT:    return %[[N]]
func.func @input_in_a_body(%x: tensor<4x8xbf16>, %z: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %eighth = arith.constant 0.125 : f32
  %empty = tensor.empty() : tensor<4x8xf32>
  %narrow = tensor.empty() : tensor<4x8xbf16>
  %widened = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x, %z : tensor<4x8xbf16>, tensor<4x8xbf16>) outs(%empty : tensor<4x8xf32>) {
  ^bb0(%a: bf16, %b: bf16, %o: f32):
    %s = arith.addf %a, %b : bf16
    %e = arith.extf %s : bf16 to f32
    linalg.yield %e : f32
  } -> tensor<4x8xf32>
  %squares = linalg.generic {indexing_maps = [#id, #rows], iterator_types = ["parallel", "reduction"]}
      ins(%widened : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.mulf %a, %a : f32
    %t = arith.addf %s, %o : f32
    linalg.yield %t : f32
  } -> tensor<4xf32>
  %y = linalg.generic {indexing_maps = [#id, #rows, #id], iterator_types = ["parallel", "parallel"]}
      ins(%widened, %squares : tensor<4x8xf32>, tensor<4xf32>) outs(%narrow : tensor<4x8xbf16>) {
  ^bb0(%a: f32, %s: f32, %o: bf16):
    %mean = arith.mulf %s, %eighth : f32
    %shifted = arith.addf %mean, %eighth : f32
    %rstd = math.rsqrt %shifted : f32
    %normal = arith.mulf %a, %rstd : f32
    %t = arith.truncf %normal : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// Every row is one and the same; a tensor over the loops would repeat it.
// CHECK-LABEL: func @negative_repeated_row
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_repeated_row(%x: tensor<8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<4xf32>
  %eighth = arith.constant 0.125 : f32
  %empty = tensor.empty() : tensor<4x8xf32>
  %copies = linalg.broadcast ins(%x : tensor<8xf32>) outs(%empty : tensor<4x8xf32>) dimensions = [0]
  %s = arith.mulf %copies, %copies : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zero : tensor<4xf32>) dimensions = [1]
  %y = linalg.generic {indexing_maps = [#id, #rows, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%copies, %sum, %z : tensor<4x8xf32>, tensor<4xf32>, tensor<4x8xf32>) outs(%empty : tensor<4x8xf32>) {
  ^bb0(%a: f32, %t: f32, %b: f32, %o: f32):
    %mean = arith.mulf %t, %eighth : f32
    %shifted = arith.addf %mean, %eighth : f32
    %rstd = math.rsqrt %shifted : f32
    %normal = arith.mulf %a, %rstd : f32
    %r = arith.addf %normal, %b : f32
    linalg.yield %r : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
