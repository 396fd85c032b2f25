#include "norm/Pipelines/Pipelines.h"

#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace mlir::norm;

void norm::registerNormPipelines() {
  PassPipelineRegistration<>("norm-to-linalg",
                             "Lower normalizers to linalg on tensors",
                             buildNormToLinalgPipeline);
  PassPipelineRegistration<NormToLLVMOptions>(
      "norm-to-llvm",
      "Lower whole functions with normalizers to the LLVM dialect",
      buildNormToLLVMPipeline);
  PassPipelineRegistration<NormToKernelOptions>(
      "norm-to-kernel", "Lower one function to code that is called with arrays",
      buildNormToKernelPipeline);
}
