// RUN: norm-opt %s --convert-norm-to-linalg | FileCheck %s

// A narrow parameter is widened where it is used, not before.
// CHECK-LABEL: func @narrow_parameter
func.func @narrow_parameter(%x: tensor<4x8xf32>, %g: tensor<8xbf16>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NOT: tensor<8xf32>
  // CHECK:     linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<4x8xf32>, tensor<8xbf16>)
  // CHECK:       arith.extf
  %y = norm.generic ins(%x, %g : tensor<4x8xf32>, tensor<8xbf16>) outs(%init : tensor<4x8xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "parallel"]} {
  ^bb0(%xe: f32, %ge: bf16):
    %g32 = arith.extf %ge : bf16 to f32
    %ye = arith.mulf %xe, %g32 : f32
    norm.yield %ye : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Scalars are captured, unit iterators disappear, and an index along one is 0.
// CHECK-LABEL: func @scalar_and_unit
// CHECK-SAME:    %[[X:[^:]+]]: tensor<1x8xf32>, %[[S:[^:]+]]: f32
func.func @scalar_and_unit(%x: tensor<1x8xf32>, %s: f32, %init: tensor<1xf32>) -> tensor<1xf32> {
  // CHECK:     linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[X]] : tensor<1x8xf32>)
  // CHECK:       arith.mulf %{{.*}}, %[[S]] : f32
  // CHECK:     linalg.generic {{.*}} iterator_types = []}
  // CHECK-NOT: linalg.index
  %y = norm.generic ins(%x, %s : tensor<1x8xf32>, f32) outs(%init : tensor<1xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %se: f32):
    %scaled = arith.mulf %xe, %se : f32
    %sum = norm.reduce <add> %scaled over [1] : f32
    %r = norm.index 0 : index
    %r64 = arith.index_cast %r : index to i64
    %rf = arith.sitofp %r64 : i64 to f32
    %ye = arith.addf %sum, %rf : f32
    norm.yield %ye : f32
  } -> tensor<1xf32>
  return %y : tensor<1xf32>
}

// A reduction over points that nothing read lies along still runs over them.
// CHECK-LABEL: func @uncovered
func.func @uncovered(%x: tensor<?x8xf32>, %init: tensor<f32>) -> tensor<f32> {
  // CHECK: %[[POINTS:.*]] = tensor.empty({{.*}}) : tensor<?xi1>
  // CHECK: linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[POINTS]] : tensor<?xi1>)
  %y = norm.generic ins(%x : tensor<?x8xf32>) outs(%init : tensor<f32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> ()>],
       iterator_types = ["reduction", "reduction"]} {
  ^bb0(%xe: f32):
    %one = arith.constant 1.0 : f32
    %rows = norm.reduce <add> %one over [0] : f32
    norm.yield %rows : f32
  } -> tensor<f32>
  return %y : tensor<f32>
}
