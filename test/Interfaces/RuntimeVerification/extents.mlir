// RUN: norm-opt %s --generate-runtime-verification | FileCheck %s

// CHECK-LABEL: func @dynamic_scale
// CHECK-SAME:    %[[X:[a-z0-9]+]]: tensor<4x?xf32>, %[[G:[a-z0-9]+]]: tensor<?xf32>
// CHECK:         %[[N:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK:         %[[LENGTH:.*]] = tensor.dim %[[G]], %{{.*}}
// CHECK:         %[[EQUAL:.*]] = arith.cmpi eq, %[[N]], %[[LENGTH]]
// CHECK:         cf.assert %[[EQUAL]], "{{.*}}expects dimension #1 of operand #0 and dimension #0 of operand #1 to be equal
// CHECK:         norm.rms_norm
func.func @dynamic_scale(%x: tensor<4x?xf32>, %g: tensor<?xf32>) -> tensor<4x?xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 1.0e-5 : tensor<4x?xf32>
  return %y : tensor<4x?xf32>
}

// CHECK-LABEL: func @generic
// CHECK-COUNT-2: cf.assert
// CHECK:         norm.generic
func.func @generic(%x: memref<?x8xf32>, %s: memref<?xf32>, %out: memref<?xf32>) {
  norm.generic ins(%x, %s : memref<?x8xf32>, memref<?xf32>) outs(%out : memref<?xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r)>, affine_map<(r, c) -> (r)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32, %se: f32):
    %sum = norm.reduce <add> %xe : f32
    %scaled = arith.mulf %sum, %se : f32
    norm.yield %scaled : f32
  }
  return
}

// A static 1 broadcasts; static extents were verified before.
// CHECK-LABEL: func @negative_nothing_to_check
// CHECK-NOT:     cf.assert
func.func @negative_nothing_to_check(%x: tensor<?x8xf32>, %g: tensor<1x8xf32>) -> tensor<?x8xf32> {
  %y = norm.rms_norm %x scale(%g : tensor<1x8xf32>) over [1] epsilon 1.0e-5 : tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
