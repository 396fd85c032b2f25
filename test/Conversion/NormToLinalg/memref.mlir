// RUN: norm-opt %s --convert-norm-to-linalg --canonicalize --cse | FileCheck %s
// RUN: norm-opt %s --norm-to-llvm | %run_main | FileCheck %s --check-prefix=NUMBERS

// In place: the statistics come first, the data is overwritten last.
// CHECK-LABEL: func @rms
// CHECK-SAME:    %[[X:.*]]: memref<?x2xf32>
func.func @rms(%x: memref<?x2xf32>) {
  // CHECK:     %[[SUM:.*]] = memref.alloc({{.*}}) : memref<?xf32>
  // CHECK:     linalg.generic {{.*}}"reduction"]} ins(%[[X]] : memref<?x2xf32>) outs(%[[SUM]] : memref<?xf32>)
  // CHECK:     %[[RSTD:.*]] = memref.alloc({{.*}}) : memref<?xf32>
  // CHECK:     linalg.generic {{.*}} ins(%[[SUM]] : memref<?xf32>) outs(%[[RSTD]] : memref<?xf32>)
  // CHECK:     linalg.generic {{.*}} ins(%[[X]], %[[RSTD]] : memref<?x2xf32>, memref<?xf32>) outs(%[[X]] : memref<?x2xf32>)
  norm.generic ins(%x : memref<?x2xf32>) outs(%x : memref<?x2xf32>)
      {indexing_maps = [affine_map<(r, c) -> (r, c)>, affine_map<(r, c) -> (r, c)>],
       iterator_types = ["parallel", "reduction"]} {
  ^bb0(%xe: f32):
    %square = arith.mulf %xe, %xe : f32
    %sum = norm.reduce <add> %square : f32
    %rstd = math.rsqrt %sum : f32
    %y = arith.mulf %xe, %rstd : f32
    norm.yield %y : f32
  }
  return
}

memref.global "private" @row : memref<1x2xf32> = dense<[[3.0, 4.0]]>
func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}

// NUMBERS: 0.6,   0.8
func.func @main() {
  %row = memref.get_global @row : memref<1x2xf32>
  %x = memref.alloc() : memref<1x2xf32>
  memref.copy %row, %x : memref<1x2xf32> to memref<1x2xf32>
  %dynamic = memref.cast %x : memref<1x2xf32> to memref<?x2xf32>
  call @rms(%dynamic) : (memref<?x2xf32>) -> ()
  %any = memref.cast %x : memref<1x2xf32> to memref<*xf32>
  call @printMemrefF32(%any) : (memref<*xf32>) -> ()
  return
}
