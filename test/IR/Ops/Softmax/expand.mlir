// RUN: norm-opt %s -norm-expand | FileCheck %s

// CHECK-LABEL: func @formula(
// CHECK: iterator_types = ["parallel", "reduction"]
// CHECK-NEXT: ^bb0(%[[X:.*]]: f32):
// CHECK-NEXT: %[[MAX:.*]] = norm.reduce <maximumf> %[[X]] : f32
// CHECK-NEXT: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[MAX]]
// CHECK-NEXT: %[[EXP:.*]] = math.exp %[[SHIFTED]]
// CHECK-NEXT: %[[SUM:.*]] = norm.reduce <add> %[[EXP]] : f32
// CHECK-NEXT: %[[Y:.*]] = arith.divf %[[EXP]], %[[SUM]]
// CHECK-NEXT: norm.yield %[[Y]] : f32
func.func @formula(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.softmax %x over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @scale_and_float_mask(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[S:.*]]: f32, %[[M:.*]]: f16):
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[S]], %[[X]]
// CHECK-NEXT: %[[WIDE:.*]] = arith.extf %[[M]] : f16 to f32
// CHECK-NEXT: %[[Z:.*]] = arith.addf %[[SCALED]], %[[WIDE]]
// CHECK-NEXT: norm.reduce <maximumf> %[[Z]] : f32
func.func @scale_and_float_mask(%x: tensor<4x8xf32>, %s: f32, %m: tensor<1x8xf16>)
    -> tensor<4x8xf32> {
  %y = norm.softmax %x scale(%s : f32) mask(%m : tensor<1x8xf16>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @boolean_mask(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[M:.*]]: i1):
// CHECK-NEXT: %[[OUT:.*]] = arith.constant 0xFF800000 : f32
// CHECK-NEXT: %[[Z:.*]] = arith.select %[[M]], %[[X]], %[[OUT]]
// CHECK-NEXT: norm.reduce <maximumf> %[[Z]] : f32
func.func @boolean_mask(%x: tensor<4x8xf32>, %m: tensor<4x8xi1>) -> tensor<4x8xf32> {
  %y = norm.softmax %x mask(%m : tensor<4x8xi1>) over [1] : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @sink(
// CHECK: ^bb0(%[[X:.*]]: f32, %[[S:.*]]: f32):
// CHECK: %[[MAX:.*]] = norm.reduce <maximumf> %[[X]] : f32
// CHECK: %[[M:.*]] = arith.maximumf %[[MAX]], %[[S]]
// CHECK: %[[SHIFTED:.*]] = arith.subf %[[X]], %[[M]]
// CHECK: %[[EXP:.*]] = math.exp %[[SHIFTED]]
// CHECK: %[[SUM:.*]] = norm.reduce <add> %[[EXP]] : f32
// CHECK: %[[SINK:.*]] = arith.subf %[[S]], %[[M]]
// CHECK: %[[EXTRA:.*]] = math.exp %[[SINK]]
// CHECK: %[[D:.*]] = arith.addf %[[SUM]], %[[EXTRA]]
// CHECK: %[[Y:.*]] = arith.divf %[[EXP]], %[[D]]
// CHECK: %[[LOG:.*]] = math.log %[[D]]
// CHECK: %[[LSE:.*]] = arith.addf %[[M]], %[[LOG]]
// CHECK: norm.yield %[[Y]], %[[LSE]]
func.func @sink(%x: tensor<4x8xf32>, %s: tensor<4x1xf32>) -> (tensor<4x8xf32>, tensor<4x1xf32>) {
  %y, %lse = norm.softmax %x sink(%s : tensor<4x1xf32>) over [1] on_empty zero
      : tensor<4x8xf32>, tensor<4x1xf32>
  return %y, %lse : tensor<4x8xf32>, tensor<4x1xf32>
}

// CHECK-LABEL: func @empty_row_is_zero(
// CHECK: %[[MAX:.*]] = norm.reduce <maximumf>
// CHECK: %[[Y:.*]] = arith.divf
// CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK: %[[INF:.*]] = arith.constant 0xFF800000 : f32
// CHECK: %[[EMPTY:.*]] = arith.cmpf oeq, %[[MAX]], %[[INF]]
// CHECK: %[[RESULT:.*]] = arith.select %[[EMPTY]], %[[ZERO]], %[[Y]]
// CHECK: norm.yield %[[RESULT]]
func.func @empty_row_is_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.softmax %x over [1] on_empty zero : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @log_sum_exp_in_compute(
// CHECK: outs(%{{.*}}, %{{.*}} : tensor<4x8xbf16>, tensor<4x1xf64>)
// CHECK: %[[MAX:.*]] = norm.reduce <maximumf> %{{.*}} : f64
// CHECK: %[[LOG:.*]] = math.log
// CHECK: %[[SUM:.*]] = arith.addf %[[MAX]], %[[LOG]]
// CHECK: %[[EMPTY:.*]] = arith.cmpf oeq, %[[MAX]], %{{.*}} : f64
// CHECK: %[[LSE:.*]] = arith.select %[[EMPTY]], %[[MAX]], %[[SUM]] : f64
// CHECK: norm.yield %{{.*}}, %[[LSE]] : bf16, f64
func.func @log_sum_exp_in_compute(%x: tensor<4x8xbf16>) -> (tensor<4x8xbf16>, tensor<4x1xf64>) {
  %y, %lse = norm.softmax %x over [1] compute f64 : tensor<4x8xbf16>, tensor<4x1xf64>
  return %y, %lse : tensor<4x8xbf16>, tensor<4x1xf64>
}
