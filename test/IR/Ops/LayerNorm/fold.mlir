// RUN: norm-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: func @unit_scale_and_zero_bias
// CHECK-SAME:    %[[X:.*]]: tensor
// CHECK-NEXT:    norm.layer_norm %[[X]] over [1] epsilon 1.000000e-05 : tensor<4x8xf32>
func.func @unit_scale_and_zero_bias(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %one = arith.constant dense<1.0> : tensor<8xf32>
  %zero = arith.constant dense<-0.0> : tensor<1x8xf32>
  %y = norm.layer_norm %x scale(%one : tensor<8xf32>) bias(%zero : tensor<1x8xf32>) over [1] epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @bias_stays_where_the_scale_goes
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xf32>, %[[B:.*]]: f32
// CHECK-NEXT:    norm.layer_norm %[[X]] bias(%[[B]] : f32) over [1]
func.func @bias_stays_where_the_scale_goes(%x: tensor<4x8xf32>, %b: f32) -> tensor<4x8xf32> {
  %one = arith.constant 1.0 : f32
  %y = norm.layer_norm %x scale(%one : f32) bias(%b : f32) over [1] epsilon 1.0e-5 : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @default_compute
// CHECK-NEXT:    norm.layer_norm %{{.*}} over [1] epsilon 1.000000e-05 : tensor<4x8xbf16>
func.func @default_compute(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 compute f32 : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @negative_wider_compute
// CHECK-NEXT:    norm.layer_norm {{.*}} compute f64
func.func @negative_wider_compute(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 compute f64 : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @nothing_to_narrow
// CHECK-NOT:     narrow
// CHECK:         return
func.func @nothing_to_narrow(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 narrow before_scale : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_narrow
// CHECK-NEXT:    norm.layer_norm {{.*}} narrow statistics
func.func @negative_narrow(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %y = norm.layer_norm %x over [1] epsilon 1.0e-5 narrow statistics : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @clamp_at_zero
// CHECK-NEXT:    norm.layer_norm {{.*}} epsilon 0.000000e+00 epsilon_mode outside
func.func @clamp_at_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.layer_norm %x over [1] epsilon 0.0 epsilon_mode clamp : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func @negative_scale_of_two
// CHECK:         norm.layer_norm {{.*}} scale
func.func @negative_scale_of_two(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %g = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = norm.layer_norm %x scale(%g : tensor<2xf32>) over [1] epsilon 1.0e-5 : tensor<4x2xf32>
  return %y : tensor<4x2xf32>
}
