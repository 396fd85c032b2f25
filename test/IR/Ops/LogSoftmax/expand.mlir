// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-LABEL: func @formula(
// CHECK: iterator_types = ["parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32):
// CHECK-NEXT: %[[MAX:.*]] = norm.reduce <maximumf> %[[X]] : f32
// CHECK-NEXT: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[MAX]]
// CHECK-NEXT: %[[EXP:.*]] = math.exp %[[SHIFTED]]
// CHECK-NEXT: %[[SUM:.*]] = norm.reduce <add> %[[EXP]] : f32
// CHECK-NEXT: %[[LOG:.*]] = math.log %[[SUM]]
// CHECK-NEXT: %[[Y:.*]] = arith.subf %[[SHIFTED]], %[[LOG]]
// CHECK-NEXT: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.log_softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @scale_and_boolean_mask(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[S:.*]]: f32, %[[M:.*]]: i1):
// CHECK: %[[SCALED:.*]] = arith.mulf %[[S]], %[[X]]
// CHECK: %[[OUT:.*]] = arith.constant 0xFF800000 : f32
// CHECK: %[[Z:.*]] = arith.select %[[M]], %[[SCALED]], %[[OUT]]
// CHECK: norm.reduce <maximumf> %[[Z]] : f32
func.func @scale_and_boolean_mask(%x: tensor<4x8xf32>, %s: f32, %m: tensor<4x8xi1>)
    -> tensor<4x8xf32> {
  %y = norm.log_softmax %x scale(%s : f32) mask(%m : tensor<4x8xi1>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @sink(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[S:.*]]: f32):
// CHECK: %[[M:.*]] = arith.maximumf %{{.*}}, %[[S]]
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[M]]
// CHECK: %[[SINK:.*]] = arith.subf %[[S]], %[[M]]
// CHECK: %[[EXTRA:.*]] = math.exp %[[SINK]]
// CHECK: %[[D:.*]] = arith.addf %{{.*}}, %[[EXTRA]]
// CHECK: %[[LOG:.*]] = math.log %[[D]]
// CHECK: arith.subf %[[SHIFTED]], %[[LOG]]
func.func @sink(%x: tensor<4x8xf32>, %s: f32) -> tensor<4x8xf32> {
  %y = norm.log_softmax %x sink(%s : f32) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @empty_row_is_zero(
// CHECK: %[[MAX:.*]] = norm.reduce <maximumf>
// CHECK: %[[Y:.*]] = arith.subf %{{.*}}, %{{.*}}
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[EMPTY:.*]] = arith.cmpf oeq, %[[MAX]], %{{.*}}
// CHECK: arith.select %[[EMPTY]], %[[ZERO]], %{{.*}}
func.func @empty_row_is_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.log_softmax %x over [1] on_empty zero : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @log_sum_exp_in_compute(
// CHECK: outs(%{{.*}}, %{{.*}} : tensor<4x8xbf16>, tensor<4x1xf64>)
// CHECK: %[[LSE:.*]] = arith.select %{{.*}} : f64
// CHECK: %[[Y:.*]] = arith.truncf %{{.*}} : f64 to bf16
// CHECK: norm.yield %[[Y]], %[[LSE]] : bf16, f64
func.func @log_sum_exp_in_compute(%x: tensor<4x8xbf16>) -> (tensor<4x8xbf16>, tensor<4x1xf64>) {
  %y, %lse = norm.log_softmax %x over [1] compute f64 : tensor<4x8xbf16>, tensor<4x1xf64>
  return %y, %lse : tensor<4x8xbf16>, tensor<4x1xf64>
}
