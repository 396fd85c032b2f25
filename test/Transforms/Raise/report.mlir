// One line per named op, in columns.
// RUN: norm-opt %s --norm-raise=report -o /dev/null 2>&1 | FileCheck %s --strict-whitespace --match-full-lines

//      CHECK:location      op             dims    epsilon  precision
// CHECK-NEXT:model.py:7:3  norm.rms_norm  [1, 2]  1e-05    statistics in f64 become f32
// CHECK-NEXT:"scores"      norm.softmax   [1]     -        the maximum is subtracted first
// CHECK-NEXT:unknown       norm.lp_norm   [1]     0.5      as written
#loc = loc("model.py":7:3)
func.func @norms(%x: tensor<4x2x8xf32>, %z: tensor<4x8xf32>) -> (tensor<4x2x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %zeros64 = arith.constant dense<0.0> : tensor<4xf64>
  %n = arith.constant dense<16.0> : tensor<4xf64>
  %epsilon = arith.constant dense<1.0e-5> : tensor<4xf64>
  %cube = tensor.empty() : tensor<4x2x8xf32>
  %x64 = arith.extf %x : tensor<4x2x8xf32> to tensor<4x2x8xf64>
  %s = arith.mulf %x64, %x64 : tensor<4x2x8xf64>
  %squares = linalg.reduce {arith.addf} ins(%s : tensor<4x2x8xf64>) outs(%zeros64 : tensor<4xf64>) dimensions = [1, 2]
  %mean = arith.divf %squares, %n : tensor<4xf64>
  %shifted = arith.addf %mean, %epsilon : tensor<4xf64>
  %wide = math.rsqrt %shifted : tensor<4xf64>
  %rstd = arith.truncf %wide : tensor<4xf64> to tensor<4xf32>
  %rstds = linalg.broadcast ins(%rstd : tensor<4xf32>) outs(%cube : tensor<4x2x8xf32>) dimensions = [1, 2]
  %rms = arith.mulf %x, %rstds : tensor<4x2x8xf32> loc(#loc)

  %zeros = arith.constant dense<0.0> : tensor<4xf32>
  %square = tensor.empty() : tensor<4x8xf32>
  %e = math.exp %z : tensor<4x8xf32>
  %sum = linalg.reduce {arith.addf} ins(%e : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %sums = linalg.broadcast ins(%sum : tensor<4xf32>) outs(%square : tensor<4x8xf32>) dimensions = [1]
  %softmax = arith.divf %e, %sums : tensor<4x8xf32> loc("scores")

  %t = arith.mulf %softmax, %softmax : tensor<4x8xf32>
  %length = linalg.reduce {arith.addf} ins(%t : tensor<4x8xf32>) outs(%zeros : tensor<4xf32>) dimensions = [1]
  %root = math.sqrt %length : tensor<4xf32>
  %floor = arith.constant dense<0.5> : tensor<4xf32>
  %clamped = arith.maximumf %root, %floor : tensor<4xf32>
  %roots = linalg.broadcast ins(%clamped : tensor<4xf32>) outs(%square : tensor<4x8xf32>) dimensions = [1]
  %unit = arith.divf %softmax, %roots : tensor<4x8xf32> loc(unknown)
  return %rms, %softmax, %unit : tensor<4x2x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}
