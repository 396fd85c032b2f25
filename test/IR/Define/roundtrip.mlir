// RUN: norm-opt %s | norm-opt | FileCheck %s
// RUN: norm-opt %s --emit-bytecode | norm-opt | FileCheck %s
// RUN: norm-opt %s --mlir-print-op-generic | norm-opt | FileCheck %s

// CHECK: norm.define @row attributes {epsilon = 5.000000e-01, taps = 3 : index, test.note} {
// CHECK-NEXT: ^bb0(%[[X:.*]]: f64, %{{.*}}: f64, %{{.*}}: i1):
// CHECK-NEXT:   %{{.*}} = norm.attribute "epsilon" : f64
// CHECK:        norm.reduce <add> %[[X]] : f64
// CHECK:        norm.yield %{{.*}}, %{{.*}} : f64, f64
// CHECK-NEXT: }
norm.define @row attributes {epsilon = 0.5, taps = 3 : index, test.note} {
^bb0(%x: f64, %g: f64, %keep: i1):
  %epsilon = norm.attribute "epsilon" : f64
  %sum = norm.reduce <add> %x : f64
  %chosen = arith.select %keep, %x, %epsilon : f64
  %y = arith.mulf %chosen, %g : f64
  norm.yield %y, %sum : f64, f64
}

// CHECK: norm.define @program(%[[Q:.*]]: tensor<?x?xf64>, %{{.*}}: f64) -> tensor<?x?xf64> attributes {steps = 10 : i64} {
// CHECK-NEXT: norm.yield %[[Q]]
norm.define @program(%q: tensor<?x?xf64>, %scale: f64) -> tensor<?x?xf64> attributes {steps = 10 : i64} {
  norm.yield %q : tensor<?x?xf64>
}

// CHECK: norm.define private @declared_row{{$}}
norm.define private @declared_row
// CHECK: norm.define private @declared_program(tensor<?xf64>, f64) -> tensor<?xf64>{{$}}
norm.define private @declared_program(%x: tensor<?xf64>, %s: f64) -> tensor<?xf64>

// CHECK-LABEL: func @use_row
// CHECK:         norm.apply @row(%{{.*}}, %{{.*}}, %{{.*}}) over [1, 2] compute f64 {epsilon = 1.000000e-05, test.note} : (tensor<2x?x8xbf16>, tensor<?x8xf32>, tensor<1x1x8xi1>) -> (tensor<2x?x8xbf16>, tensor<2x1x1xf32>)
func.func @use_row(%x: tensor<2x?x8xbf16>, %g: tensor<?x8xf32>, %keep: tensor<1x1x8xi1>)
    -> (tensor<2x?x8xbf16>, tensor<2x1x1xf32>) {
  %y, %sum = norm.apply @row(%x, %g, %keep) over [1, 2] compute f64 {epsilon = 1.0e-5, test.note}
      : (tensor<2x?x8xbf16>, tensor<?x8xf32>, tensor<1x1x8xi1>)
      -> (tensor<2x?x8xbf16>, tensor<2x1x1xf32>)
  return %y, %sum : tensor<2x?x8xbf16>, tensor<2x1x1xf32>
}

// CHECK-LABEL: func @use_program
// CHECK:         norm.apply @program(%{{.*}}, %{{.*}}) : (tensor<2x3xf16>, f32) -> tensor<2x3xf16>
func.func @use_program(%x: tensor<2x3xf16>, %scale: f32) -> tensor<2x3xf16> {
  %y = norm.apply @program(%x, %scale) : (tensor<2x3xf16>, f32) -> tensor<2x3xf16>
  return %y : tensor<2x3xf16>
}
