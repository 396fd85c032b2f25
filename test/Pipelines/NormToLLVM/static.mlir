// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s

func.func private @printMemrefF32(tensor<*xf32>) attributes {llvm.emit_c_interface}

// A mean of 4096 leaves the deviations whole, and -inf is a logit like others.
// CHECK: -1.34164,   -0.447214,   0.447214,   1.34164
// CHECK: 0.5,   0.5,   0,   0
func.func @main() {
  %x = arith.constant dense<[[4095.25, 4095.75, 4096.25, 4096.75]]> : tensor<1x4xf32>
  %n = norm.layer_norm %x over [1] epsilon 0.0 : tensor<1x4xf32>
  %any = tensor.cast %n : tensor<1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%any) : (tensor<*xf32>) -> ()
  %z = arith.constant dense<[[1000.0, 1000.0, 0.0, 0xFF800000]]> : tensor<1x4xf32>
  %y = norm.softmax %z over [1] : tensor<1x4xf32>
  %any2 = tensor.cast %y : tensor<1x4xf32> to tensor<*xf32>
  call @printMemrefF32(%any2) : (tensor<*xf32>) -> ()
  return
}
