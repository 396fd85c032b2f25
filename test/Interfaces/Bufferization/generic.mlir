// RUN: norm-opt %s --one-shot-bufferize="bufferize-function-boundaries" --split-input-file | FileCheck %s

#rc = affine_map<(r, c) -> (r, c)>
#c = affine_map<(r, c) -> (c)>
#r = affine_map<(r, c) -> (r)>

// Each point reads its own element before it is written.
// CHECK-LABEL: func @in_place_over_the_input
// CHECK-SAME:    %[[X:[a-z0-9]+]]: memref<4x8xf32
// CHECK-NOT:     memref.alloc
// CHECK:         norm.generic ins(%[[X]] : {{.*}}) outs(%[[X]] :
// CHECK:         return %[[X]]
func.func @in_place_over_the_input(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%x : tensor<4x8xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

#rc = affine_map<(r, c) -> (r, c)>

// The destination is not read: what it held before needs no copy.
// CHECK-LABEL: func @destination_is_not_read
// CHECK-SAME:    %[[X:[a-z0-9]+]]: memref<4x8xf32{{.*}}, %[[INIT:[a-z0-9]+]]: memref<4x8xf32
// CHECK-NOT:     memref.copy
// CHECK:         norm.generic ins(%[[X]], %{{.*}} : memref<4x8xf32, {{.*}}, f32) outs(%[[INIT]] :
func.func @destination_is_not_read(%x: tensor<4x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %e = arith.constant 1.0 : f32
  %y = norm.generic ins(%x, %e : tensor<4x8xf32>, f32) outs(%init : tensor<4x8xf32>)
      {indexing_maps = [#rc, affine_map<(r, c) -> ()>, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %eps: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %m = arith.addf %max, %eps : f32
    %ye = arith.subf %xe, %m : f32
    norm.yield %ye : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

#rc = affine_map<(r, c) -> (r, c)>

// CHECK-LABEL: func @negative_input_is_used_again
// CHECK-SAME:    %[[X:[a-z0-9]+]]: memref<4x8xf32
// CHECK:         %[[COPY:.*]] = memref.alloc
// CHECK:         norm.generic ins(%[[X]] : {{.*}}) outs(%[[COPY]] :
func.func @negative_input_is_used_again(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %y = norm.generic ins(%x : tensor<4x8xf32>) outs(%x : tensor<4x8xf32>)
      {indexing_maps = [#rc, #rc], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %max = norm.reduce <maximumf> %xe : f32
    %ye = arith.subf %xe, %max : f32
    norm.yield %ye : f32
  } -> tensor<4x8xf32>
  return %x, %y : tensor<4x8xf32>, tensor<4x8xf32>
}

// -----

#rc = affine_map<(r, c) -> (r, c)>
#r = affine_map<(r, c) -> (r)>

// All points of a row read the operand that the statistic would overwrite.
// CHECK-LABEL: func @negative_broadcast_operand
// CHECK-SAME:    %[[X:[a-z0-9]+]]: memref<4x8xf32{{.*}}, %[[S:[a-z0-9]+]]: memref<4xf32
// CHECK:         %[[OUT:.*]] = memref.alloc{{.*}} : memref<4xf32>
// CHECK:         norm.generic ins(%[[X]], %[[S]] : {{.*}}) outs(%[[OUT]] :
func.func @negative_broadcast_operand(%x: tensor<4x8xf32>, %s: tensor<4xf32>) -> tensor<4xf32> {
  %y = norm.generic ins(%x, %s : tensor<4x8xf32>, tensor<4xf32>) outs(%s : tensor<4xf32>)
      {indexing_maps = [#rc, #r, #r], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %se: f32):
    %v = arith.mulf %xe, %se : f32
    %sum = norm.reduce <add> %v : f32
    norm.yield %sum : f32
  } -> tensor<4xf32>
  return %y : tensor<4xf32>
}
