// RUN: norm-opt %s --norm-to-llvm | FileCheck %s --implicit-check-not=memrefCopy
// RUN: norm-opt %s --norm-to-llvm | mlir-translate --mlir-to-llvmir -o /dev/null
// RUN: norm-opt %s --norm-to-llvm=emit-c-interface | FileCheck %s --check-prefix=WRAPPER

// Whole functions: what surrounds a normalizer is lowered with it.
// CHECK-LABEL: llvm.func @whole
// CHECK:         llvm.call @expm1f
// WRAPPER:     llvm.func @_mlir_ciface_whole
func.func @whole(%x: tensor<?x8xf16>, %w: tensor<16x4xf16>, %ok: i1) -> tensor<?x4xf16> {
  cf.assert %ok, "expects more"
  %zero = arith.constant 0.0 : f16
  %three = arith.constant 3 : i32
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : tensor<?x8xf16>
  %n = norm.layer_norm %x over [1] epsilon 1.0e-5 : tensor<?x8xf16>
  %both = tensor.concat dim(1) %n, %x : (tensor<?x8xf16>, tensor<?x8xf16>) -> tensor<?x16xf16>
  %empty = tensor.empty(%rows) : tensor<?x4xf16>
  %init = linalg.fill ins(%zero : f16) outs(%empty : tensor<?x4xf16>) -> tensor<?x4xf16>
  %y = linalg.matmul ins(%both, %w : tensor<?x16xf16>, tensor<16x4xf16>) outs(%init : tensor<?x4xf16>) -> tensor<?x4xf16>
  %z = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
                       iterator_types = ["parallel", "parallel"]}
      ins(%y : tensor<?x4xf16>) outs(%empty : tensor<?x4xf16>) {
  ^bb0(%e: f16, %out: f16):
    %cube = math.fpowi %e, %three : f16, i32
    %elu = math.expm1 %cube : f16
    %erf = math.erf %elu : f16
    %abs = math.absf %erf : f16
    linalg.yield %abs : f16
  } -> tensor<?x4xf16>
  return %z : tensor<?x4xf16>
}
