// RUN: norm-opt %s --norm-expand=drop-public | FileCheck %s

// CHECK-NOT: norm.define
norm.define @center {
^bb0(%x: f64):
  %sum = norm.reduce <add> %x : f64
  %n = norm.count : f64
  %mean = arith.divf %sum, %n : f64
  %y = arith.subf %x, %mean : f64
  norm.yield %y : f64
}

norm.define @halve(%x: tensor<?x?xf64>, %shift: f64, %table: tensor<f64>) -> (tensor<?x?xf64>, f64)
    attributes {steps = 2 : index} {
  %begin = arith.constant 0 : index
  %step = arith.constant 1 : index
  %end = norm.attribute "steps" : index
  %thirds = arith.constant dense<[0.1, 0.5]> : tensor<2xf64>
  %third = tensor.extract %thirds[%begin] : tensor<2xf64>
  %centered = norm.apply @center(%x) over [1] : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %y = scf.for %i = %begin to %end step %step iter_args(%v = %centered) -> tensor<?x?xf64> {
    %doubled = arith.addf %v, %v : tensor<?x?xf64>
    %unit = norm.lp_norm %doubled l2 over [1] epsilon 1.0e-50 : tensor<?x?xf64>
    scf.yield %unit : tensor<?x?xf64>
  }
  norm.yield %y, %third : tensor<?x?xf64>, f64
}

// CHECK-LABEL: func @program
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf16>, %[[SHIFT:.*]]: tensor<f32>, %[[TABLE:.*]]: f64
// CHECK-NEXT:    %[[WIDE:.*]] = arith.extf %[[X]] : tensor<4x8xf16> to tensor<4x8xf32>
// CHECK-NEXT:    %[[DYNAMIC:.*]] = tensor.cast %[[WIDE]] : tensor<4x8xf32> to tensor<?x?xf32>
// CHECK-NEXT:    tensor.extract %[[SHIFT]][] : tensor<f32>
// CHECK-NEXT:    %[[NARROWED:.*]] = arith.truncf %[[TABLE]] : f64 to f32
// CHECK-NEXT:    tensor.from_elements %[[NARROWED]] : tensor<f32>
// CHECK:         %[[END:.*]] = arith.constant 3 : index
// CHECK:         arith.constant dense<[1.000000e-01, 5.000000e-01]> : tensor<2xf32>
// CHECK:         norm.generic ins(%[[DYNAMIC]] : tensor<?x?xf32>)
// CHECK:         %[[LOOP:.*]] = scf.for %{{.*}} to %[[END]] {{.*}} -> (tensor<?x?xf32>)
// CHECK:           arith.addf %{{.*}}, %{{.*}} : tensor<?x?xf32>
// CHECK:           norm.generic
// Epsilon is the f64 of the attribute, rounded where it is used.
// CHECK:             arith.constant 0.000000e+00 : f32
// CHECK:         %[[STATIC:.*]] = tensor.cast %[[LOOP]] : tensor<?x?xf32> to tensor<4x8xf32>
// CHECK-NEXT:    %[[NARROW:.*]] = arith.truncf %[[STATIC]] : tensor<4x8xf32> to tensor<4x8xf16>
// CHECK-NOT:     norm.apply
// CHECK:         return %[[NARROW]]
func.func @program(%x: tensor<4x8xf16>, %shift: tensor<f32>, %table: f64) -> (tensor<4x8xf16>, f32) {
  %y, %third = norm.apply @halve(%x, %shift, %table) {steps = 3 : index}
      : (tensor<4x8xf16>, tensor<f32>, f64) -> (tensor<4x8xf16>, f32)
  return %y, %third : tensor<4x8xf16>, f32
}

// CHECK-LABEL: func @negative_f64_is_not_retyped
// CHECK-NOT:     f32
// CHECK:         return
func.func @negative_f64_is_not_retyped(%x: tensor<4x8xf64>, %s: f64) -> (tensor<4x8xf64>, f64) {
  %y, %third = norm.apply @halve(%x, %s, %s)
      : (tensor<4x8xf64>, f64, f64) -> (tensor<4x8xf64>, f64)
  return %y, %third : tensor<4x8xf64>, f64
}
