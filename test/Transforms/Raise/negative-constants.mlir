// A number beside the one that a definition has.
// RUN: norm-opt %s --norm-raise --remarks-filter-missed=norm-raise 2>&1 | FileCheck %s

// 1/16385 instead of 1/16384.
// CHECK:       remark: {{.*}}Function=negative_mean_of_one_more | culprit="differs in {{.*}}", op=norm.rms_norm
// CHECK:       remark: {{.*}}Function=negative_two_over_the_root | culprit="differs in 2*{{.*}}", op=norm.rms_norm
// CHECK-LABEL: func @negative_mean_of_one_more
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_mean_of_one_more(%x: tensor<2x16384xf32>) -> tensor<2x16384xf32> {
  %zeros = arith.constant dense<0.0> : tensor<2xf32>
  %c1 = arith.constant dense<6.1031431e-05> : tensor<2xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<2xf32>
  %wide = tensor.empty() : tensor<2x16384xf32>
  %s = arith.mulf %x, %x : tensor<2x16384xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<2x16384xf32>) outs(%zeros : tensor<2xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %c1 : tensor<2xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<2xf32>
  %rstd = math.rsqrt %shifted : tensor<2xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<2xf32>) outs(%wide : tensor<2x16384xf32>) dimensions = [1]
  %y = arith.mulf %x, %rstds : tensor<2x16384xf32>
  return %y : tensor<2x16384xf32>
}

// 1/4099 in f32 is a mean of 4099: no power of two is needed.
// CHECK-LABEL: func @mean_by_a_rounded_reciprocal
// CHECK:         norm.rms_norm
// CHECK-NEXT:    return
func.func @mean_by_a_rounded_reciprocal(%x: tensor<2x4099xf32>) -> tensor<2x4099xf32> {
  %zeros = arith.constant dense<0.0> : tensor<2xf32>
  %c = arith.constant dense<2.43961942e-4> : tensor<2xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<2xf32>
  %wide = tensor.empty() : tensor<2x4099xf32>
  %s = arith.mulf %x, %x : tensor<2x4099xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<2x4099xf32>) outs(%zeros : tensor<2xf32>) dimensions = [1]
  %mean = arith.mulf %sum, %c : tensor<2xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<2xf32>
  %rstd = math.rsqrt %shifted : tensor<2xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<2xf32>) outs(%wide : tensor<2x4099xf32>) dimensions = [1]
  %y = arith.mulf %x, %rstds : tensor<2x4099xf32>
  return %y : tensor<2x4099xf32>
}

// CHECK-LABEL: func @negative_two_over_the_root
// CHECK-NOT:     norm.
// CHECK:         return
func.func @negative_two_over_the_root(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %two = arith.constant dense<2.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %root = math.sqrt %shifted : tensor<4xf32>
  %factor = arith.divf %two, %root : tensor<4xf32>
  %factors = linalg.broadcast ins(%factor : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %y = arith.mulf %x, %factors : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
