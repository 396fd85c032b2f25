// RUN: norm-opt %s --norm-expand | FileCheck %s

// CHECK-NOT: norm.define private
// CHECK: norm.define @rms
norm.define @rms attributes {epsilon = 0.1} {
^bb0(%x: f64, %g: f64):
  %epsilon = norm.attribute "epsilon" : f64
  %square = arith.mulf %x, %x : f64
  %sum = norm.reduce <add> %square : f64
  %n = norm.count : f64
  %mean = arith.divf %sum, %n : f64
  %guarded = arith.addf %mean, %epsilon : f64
  %rstd = math.rsqrt %guarded : f64
  %normalized = arith.mulf %x, %rstd : f64
  %y = arith.mulf %normalized, %g : f64
  norm.yield %y, %rstd : f64, f64
}

// Operands are widened on entry, results narrowed once; f64 is f32, and 0.1 is
// the nearest f32. A statistic leaves in its own type.
// CHECK-LABEL: func @retyped
// CHECK-SAME:    %[[X:.*]]: tensor<?x8xbf16>, %[[G:.*]]: tensor<8xf32>
// CHECK:         norm.generic ins(%[[X]], %[[G]] : tensor<?x8xbf16>, tensor<8xf32>)
// CHECK-SAME:      iterator_types = ["parallel", "reduction"]
// CHECK-NEXT:      ^bb0(%[[XE:.*]]: bf16, %[[GE:.*]]: f32):
// CHECK-NEXT:        %[[WIDE:.*]] = arith.extf %[[XE]] : bf16 to f32
// CHECK-NEXT:        arith.constant 1.000000e-01 : f32
// CHECK-NEXT:        arith.mulf %[[WIDE]], %[[WIDE]] : f32
// CHECK-NEXT:        norm.reduce <add> %{{.*}} : f32
// CHECK-NEXT:        norm.count : f32
// CHECK:             %[[RSTD:.*]] = math.rsqrt
// CHECK-NEXT:        %{{.*}} = arith.mulf %[[WIDE]], %[[RSTD]] : f32
// CHECK-NEXT:        %[[Y:.*]] = arith.mulf %{{.*}}, %[[GE]] : f32
// CHECK-NEXT:        %[[NARROW:.*]] = arith.truncf %[[Y]] : f32 to bf16
// CHECK-NEXT:        norm.yield %[[NARROW]], %[[RSTD]] : bf16, f32
func.func @retyped(%x: tensor<?x8xbf16>, %g: tensor<8xf32>) -> (tensor<?x8xbf16>, tensor<?x1xf32>) {
  %y, %rstd = norm.apply @rms(%x, %g) over [1]
      : (tensor<?x8xbf16>, tensor<8xf32>) -> (tensor<?x8xbf16>, tensor<?x1xf32>)
  return %y, %rstd : tensor<?x8xbf16>, tensor<?x1xf32>
}

// CHECK-LABEL: func @overridden_in_f64
// CHECK:         iterator_types = ["reduction", "parallel", "reduction"]
// CHECK-NEXT:      ^bb0(%{{.*}}: f32, %[[GE:.*]]: f32):
// CHECK-NEXT:        arith.extf
// CHECK-NEXT:        arith.extf %[[GE]] : f32 to f64
// CHECK-NEXT:        arith.constant 2.500000e-01 : f64
func.func @overridden_in_f64(%x: tensor<2x3x4xf32>, %g: f32) -> (tensor<2x3x4xf32>, tensor<1x3x1xf64>) {
  %y, %rstd = norm.apply @rms(%x, %g) over [0, 2] compute f64 {epsilon = 0.25}
      : (tensor<2x3x4xf32>, f32) -> (tensor<2x3x4xf32>, tensor<1x3x1xf64>)
  return %y, %rstd : tensor<2x3x4xf32>, tensor<1x3x1xf64>
}

// A result without a dimension beside the row: the row is named then.
norm.define @span {
^bb0(%x: f64, %g: f64):
  %n = norm.count : f64
  %sum = norm.reduce <add> %g : f64
  norm.yield %n, %sum : f64, f64
}
// CHECK-LABEL: func @lacking
// CHECK:         iterator_types = ["reduction", "reduction"]
// CHECK:           norm.count over [1] : f32
// CHECK:           norm.reduce <add> %{{.*}} over [1] : f32
func.func @lacking(%x: tensor<4x8xf32>, %g: tensor<8xf32>) -> (tensor<1x1xf32>, tensor<1x1xf32>) {
  %n, %sum = norm.apply @span(%x, %g) over [1]
      : (tensor<4x8xf32>, tensor<8xf32>) -> (tensor<1x1xf32>, tensor<1x1xf32>)
  return %n, %sum : tensor<1x1xf32>, tensor<1x1xf32>
}

// Integers and indices stay; a position is one of the row; the identity of a
// state follows its type.
norm.define @argmax {
^bb0(%x: f64, %keep: i1):
  %low = arith.constant 0xFFF0000000000000 : f64
  %i = norm.index 0 : index
  %v = arith.select %keep, %x, %low : f64
  %m, %at = norm.reduce (%v, %i) identity [0xFFF0000000000000 : f64, 0] : f64, index {
  ^bb1(%va: f64, %ia: index, %vb: f64, %ib: index):
    %greater = arith.cmpf ogt, %va, %vb : f64
    %value = arith.select %greater, %va, %vb : f64
    %index = arith.select %greater, %ia, %ib : index
    norm.yield %value, %index : f64, index
  }
  norm.yield %at : index
}
// CHECK-LABEL: func @integers
// CHECK:         ^bb0(%{{.*}}: f16, %{{.*}}: i1):
// CHECK:           arith.constant 0xFF800000 : f32
// CHECK:           norm.index 1 : index
// CHECK:           norm.reduce ({{.*}}) identity [0xFF800000 : f32, 0] : f32, index
func.func @integers(%x: tensor<4x8xf16>, %keep: tensor<1x8xi1>) -> tensor<4x1xindex> {
  %y = norm.apply @argmax(%x, %keep) over [1]
      : (tensor<4x8xf16>, tensor<1x8xi1>) -> tensor<4x1xindex>
  return %y : tensor<4x1xindex>
}

// CHECK-LABEL: func @negative_private_definition_goes
norm.define private @private {
^bb0(%x: f64):
  norm.yield %x : f64
}
func.func @negative_private_definition_goes(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.apply @private(%x) over [0] : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}
