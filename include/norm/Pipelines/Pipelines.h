// In what order: whole pipelines, registered by name.
#ifndef NORM_PIPELINES_PIPELINES_H
#define NORM_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::norm {

/// `norm-to-linalg`: functions of norm and other dialects on tensors become
/// functions without norm ops.
void buildNormToLinalgPipeline(OpPassManager &pm);

/// Options of `norm-to-llvm`.
struct NormToLLVMOptions : PassPipelineOptions<NormToLLVMOptions> {
  Option<std::string> cpu{
      *this, "cpu", llvm::cl::init("host"),
      llvm::cl::desc("LLVM's name of the processor, where the module has no "
                     "norm.machine")};
  Option<unsigned> threads{*this, "threads", llvm::cl::init(1),
                           llvm::cl::desc("Threads that a kernel may use")};
  Option<unsigned> alignment{
      *this, "alignment", llvm::cl::init(64),
      llvm::cl::desc("Bytes that every buffer allocated inside is aligned to")};
  Option<bool> emitCInterface{
      *this, "emit-c-interface", llvm::cl::init(false),
      llvm::cl::desc("Add a wrapper that takes descriptors by pointer to every "
                     "public function")};
};

/// `norm-to-llvm`: whole functions of norm, tensor, linalg, arith, math, scf
/// and cf become the LLVM dialect. Tensors are passed as memrefs of identity
/// layout; a result is a buffer that the caller owns and frees.
void buildNormToLLVMPipeline(OpPassManager &pm,
                             const NormToLLVMOptions &options);

/// Options of `norm-to-kernel`.
struct NormToKernelOptions : NormToLLVMOptions {
  Option<std::string> entry{*this, "entry", llvm::cl::init("main"),
                            llvm::cl::desc("Function that becomes the kernel")};
  ListOption<int64_t> inPlace{
      *this, "in-place",
      llvm::cl::desc("Per result, the argument that it overwrites, or -1")};
};

/// `norm-to-kernel`: one function on tensors and scalars becomes code that is
/// called with arrays alone. `entry` writes its results into arrays that it is
/// given; `entry_extents` says which dynamic extents these must have. Both return a
/// status; the module's `norm.reasons` says what it means.
void buildNormToKernelPipeline(OpPassManager &pm,
                               const NormToKernelOptions &options);

/// Registers all pipelines of the project.
void registerNormPipelines();

} // namespace mlir::norm

#endif // NORM_PIPELINES_PIPELINES_H
