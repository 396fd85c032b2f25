#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/IR/BuiltinDialect.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMREQUIRELLVM
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

namespace {
struct NormRequireLLVM final
    : norm::impl::NormRequireLLVMBase<NormRequireLLVM> {
  void runOnOperation() override {
    getOperation()->removeAttr(norm::NormDialect::machineName);
    WalkResult result = getOperation()->walk([](Operation *op) -> WalkResult {
      if (isa<BuiltinDialect, LLVM::LLVMDialect, omp::OpenMPDialect>(
              op->getDialect()))
        return WalkResult::advance();
      return op->emitOpError("cannot be lowered to the LLVM dialect");
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
