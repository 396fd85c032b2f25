// What resembles a normalizer and is none.
// RUN: norm-opt %s --norm-raise | FileCheck %s

// CHECK-LABEL: func @negative_masked_mean
// CHECK-NOT:     norm.
func.func @negative_masked_mean(%x: tensor<4x8xf32>, %m: tensor<4x8xf32>) -> tensor<4xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %floor = arith.constant dense<1.0e-9> : tensor<4xf32>
  %masked = arith.mulf %x, %m : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%masked : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %count = linalg.reduce {arith.addf} ins(%m : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %clamped = arith.maximumf %count, %floor : tensor<4xf32>
  %y = arith.divf %sum, %clamped : tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: func @negative_softcap
// CHECK-NOT:     norm.
func.func @negative_softcap(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %cap = arith.constant dense<50.0> : tensor<4x8xf32>
  %s = arith.divf %x, %cap : tensor<4x8xf32>
  %t = math.tanh %s : tensor<4x8xf32>
  %y = arith.mulf %t, %cap : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_gelu
// CHECK-NOT:     norm.
func.func @negative_gelu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %half = arith.constant dense<0.5> : tensor<4x8xf32>
  %one = arith.constant dense<1.0> : tensor<4x8xf32>
  %k = arith.constant dense<0.7978846> : tensor<4x8xf32>
  %cubic = arith.constant dense<0.044715> : tensor<4x8xf32>
  %x2 = arith.mulf %x, %x : tensor<4x8xf32>
  %x3 = arith.mulf %x2, %x : tensor<4x8xf32>
  %p = arith.mulf %x3, %cubic : tensor<4x8xf32>
  %q = arith.addf %x, %p : tensor<4x8xf32>
  %r = arith.mulf %q, %k : tensor<4x8xf32>
  %t = math.tanh %r : tensor<4x8xf32>
  %u = arith.addf %t, %one : tensor<4x8xf32>
  %h = arith.mulf %x, %half : tensor<4x8xf32>
  %y = arith.mulf %h, %u : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// A full gate is no scale; the norm in front of it is.
// CHECK-LABEL: func @gate
// CHECK:         %[[N:.*]] = norm.rms_norm %{{.*}} over [1] epsilon
// CHECK:         arith.mulf %[[N]]
func.func @gate(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %n = arith.constant dense<8.0> : tensor<4xf32>
  %epsilon = arith.constant dense<1.0e-6> : tensor<4xf32>
  %wide = tensor.empty() : tensor<4x8xf32>
  %s = arith.mulf %x, %x : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%s : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %mean = arith.divf %sum, %n : tensor<4xf32>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf32>
  %rstd = math.rsqrt %shifted : tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%wide : tensor<4x8xf32>) dimensions = [1]
  %normal = arith.mulf %x, %rstds : tensor<4x8xf32>
  %y = arith.mulf %normal, %z : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
