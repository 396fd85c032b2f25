// RUN: norm-run %s --random-args 1 --benchmark=3 | FileCheck %s
// RUN: norm-run %s --random-args 1 --benchmark=3 --benchmark-format=json --threads=2 | FileCheck %s --check-prefix=JSON
// RUN: not norm-run %s --random-args 1 --benchmark=0 2>&1 | FileCheck %s --check-prefix=ROUNDS
// RUN: not norm-run %s --random-args 1 --threads=0 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not norm-run %s --random-args 1 --benchmark --backend=reference 2>&1 | FileCheck %s --check-prefix=BACKEND
// RUN: not norm-run %s --random-args 1 --benchmark --save %t.npy 2>&1 | FileCheck %s --check-prefix=RESULTS

// 16 elements and a scalar are read, 16 written.
// CHECK:      132 bytes, 1 thread, 3 rounds
// CHECK-NEXT: kernel {{ *}}min {{[0-9.]+}} us, median {{[0-9.]+}} us, {{[0-9.]+}} GB/s
// CHECK-NEXT: copy {{ *}}min {{[0-9.]+}} us
// CHECK-NEXT: streaming copy {{ *}}min {{[0-9.]+}} us
// CHECK-NEXT: kernel at {{[0-9.]+}} of the copy rate, {{[0-9.]+}} of the streaming one

// JSON:     "bytes": 132
// JSON:     "copy": {
// JSON-DAG:   "bytes_per_s": {{.+}}
// JSON-DAG:   "fraction": {{.+}}
// JSON-DAG:   "median_s": {{.+}}
// JSON-DAG:   "min_s": {{.+}}
// JSON:     "kernel": {
// JSON:     "rounds": 3
// JSON:     "streaming_copy": {
// JSON:     "threads": 2

// ROUNDS: norm-run: error: --benchmark: expects a number of rounds, got '0'
// THREADS: norm-run: error: --threads: expects at least 1, got 0
// BACKEND: norm-run: error: --benchmark runs what is compiled for this machine
// RESULTS: norm-run: error: --benchmark shows no results
func.func @main(%x: tensor<1x16xf32>, %alpha: f32) -> tensor<1x16xf32> {
  %y = norm.dyt %x alpha(%alpha : f32) : tensor<1x16xf32>
  return %y : tensor<1x16xf32>
}
