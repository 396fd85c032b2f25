// RUN: norm-opt %s --norm-take-destinations | FileCheck %s
// RUN: norm-opt %s --norm-take-destinations=in-place=1,-1 | FileCheck %s --check-prefix=PLACE

// Nobody writes to arguments; each result has an array, also the scalar.
// CHECK:      func private @main(%[[X:.*]]: tensor<4xf32> {bufferization.writable = false},
// CHECK-SAME:   %{{.*}}: tensor<?xf32> {bufferization.writable = false}, %[[A:.*]]: tensor<f32> {bufferization.writable = false},
// CHECK-SAME:   %[[Y:.*]]: tensor<4xf32>, %[[Z:.*]]: tensor<f32>
// CHECK-SAME:   -> (tensor<4xf32>, tensor<f32>, i32)
// CHECK-DAG:  %[[SCALAR:.*]] = tensor.extract %[[A]][]
// CHECK-DAG:  %[[STORED:.*]] = bufferization.materialize_in_destination %[[X]] in %[[Y]]
// CHECK-DAG:  %[[INSERTED:.*]] = tensor.insert %[[SCALAR]] into %[[Z]][]
// CHECK:      return %[[STORED]], %[[INSERTED]], %{{.*}}

// PLACE:      func private @main(%[[X:.*]]: tensor<4xf32> {bufferization.writable = false},
// PLACE-SAME:   %[[G:.*]]: tensor<?xf32> {bufferization.writable = true}
// PLACE:      %[[CAST:.*]] = tensor.cast %[[G]] : tensor<?xf32> to tensor<4xf32>
// PLACE:      materialize_in_destination %[[X]] in %[[CAST]]
func.func @main(%x: tensor<4xf32>, %g: tensor<?xf32>, %a: f32) -> (tensor<4xf32>, f32) {
  return %x, %a : tensor<4xf32>, f32
}
