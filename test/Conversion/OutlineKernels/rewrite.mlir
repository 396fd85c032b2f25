// RUN: norm-opt %s --norm-outline-kernels | FileCheck %s

#row = affine_map<(r, c) -> (r, c)>

// CHECK-LABEL: func @main
// CHECK-SAME:    %[[A:[a-z0-9]+]]: memref<?x8xf32>, %[[B:[a-z0-9]+]]: memref<?x8xf32>, %[[C:[a-z0-9]+]]: memref<?x8xf32>
func.func @main(%a: memref<?x8xf32>, %b: memref<?x8xf32>, %c: memref<?x8xf32>) {
  // Equal kernels are one function, whatever they run on.
  // CHECK-NEXT: call @[[CENTER:.*]](%[[A]], %[[B]])
  norm.generic ins(%a : memref<?x8xf32>) outs(%b : memref<?x8xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%x: f32):
    %max = norm.reduce <maximumf> %x : f32
    %y = arith.subf %x, %max : f32
    norm.yield %y : f32
  }
  // CHECK-NEXT: call @[[CENTER]](%[[B]], %[[C]])
  norm.generic ins(%b : memref<?x8xf32>) outs(%c : memref<?x8xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%x: f32):
    %max = norm.reduce <maximumf> %x : f32
    %y = arith.subf %x, %max : f32
    norm.yield %y : f32
  }
  // Another kind is another function.
  // CHECK-NEXT: call @[[OTHER:.*]](%[[B]], %[[C]])
  norm.generic ins(%b : memref<?x8xf32>) outs(%c : memref<?x8xf32>)
      {indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"]} {
  ^bb0(%x: f32):
    %min = norm.reduce <minimumf> %x : f32
    %y = arith.subf %x, %min : f32
    norm.yield %y : f32
  }
  return
}

// CHECK:     func private @[[CENTER]](
// CHECK:       norm.reduce <maximumf>
// CHECK:     func private @[[OTHER]](
// CHECK:       norm.reduce <minimumf>
// CHECK-NOT: func private
