#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMSPLITBYRESHAPE
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

/// Whether one extent is split into several whose types do not tell them.
static bool splitsIntoUnknowns(tensor::ExpandShapeOp op) {
  RankedTensorType type = op.getResultType();
  return llvm::any_of(op.getReassociationIndices(),
                      [&](ReassociationIndicesRef group) {
                        return llvm::count_if(group, [&](int64_t dim) {
                                 return type.isDynamicDim(dim);
                               }) > 1;
                      });
}

/// expand_shape(x) -> reshape(x, extents), where extents are unknown.
static LogicalResult splitByReshape(tensor::ExpandShapeOp op,
                                    PatternRewriter &rewriter) {
  if (!splitsIntoUnknowns(op))
    return rewriter.notifyMatchFailure(op, "extents follow from the types");
  SmallVector<Value> extents = getValueOrCreateConstantIndexOp(
      rewriter, op.getLoc(), op.getMixedOutputShape());
  Value shape = tensor::FromElementsOp::create(rewriter, op.getLoc(), extents);
  rewriter.replaceOpWithNewOp<tensor::ReshapeOp>(op, op.getResultType(),
                                                 op.getSrc(), shape);
  return success();
}

namespace {
struct NormSplitByReshape final
    : norm::impl::NormSplitByReshapeBase<NormSplitByReshape> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add(splitByReshape);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
