#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMCOPYTOLINALG
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

static bool isDense(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref && memref.getLayout().isIdentity();
}

/// copy a to b, where one of them is strided -> linalg.generic.
static LogicalResult copyByGeneric(memref::CopyOp op,
                                   PatternRewriter &rewriter) {
  Type source = op.getSource().getType(), target = op.getTarget().getType();
  if (!isa<MemRefType>(source) || !isa<MemRefType>(target))
    return rewriter.notifyMatchFailure(op, "not ranked");
  if (isDense(source) && isDense(target))
    return rewriter.notifyMatchFailure(op, "a memcpy");
  linalg::makeMemRefCopyOp(rewriter, op.getLoc(), op.getSource(),
                           op.getTarget());
  rewriter.eraseOp(op);
  return success();
}

namespace {
struct NormCopyToLinalg final
    : norm::impl::NormCopyToLinalgBase<NormCopyToLinalg> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add(copyByGeneric);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
