#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMRESHAPEDESTINATIONS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using bufferization::MaterializeInDestinationOp;

/// The uninitialized tensor that an op writes a result to.
static tensor::EmptyOp findEmptyInit(Value value) {
  auto writer = value.getDefiningOp<DestinationStyleOpInterface>();
  if (!writer)
    return {};
  OpOperand *init = writer.getTiedOpOperand(cast<OpResult>(value));
  return init->get().getDefiningOp<tensor::EmptyOp>();
}

/// collapse(y) into d -> y into expand(d).
static LogicalResult reshapeDestination(MaterializeInDestinationOp op,
                                        PatternRewriter &rewriter) {
  auto collapse = op.getSource().getDefiningOp<tensor::CollapseShapeOp>();
  auto destination = dyn_cast<MemRefType>(op.getDest().getType());
  if (!collapse || !destination)
    return rewriter.notifyMatchFailure(op, "no collapsed value for a buffer");
  tensor::EmptyOp empty = findEmptyInit(collapse.getSrc());
  if (!empty)
    return rewriter.notifyMatchFailure(op, "the value has no free destination");
  FailureOr<MemRefType> type = memref::ExpandShapeOp::computeExpandedType(
      destination, empty.getType().getShape(),
      collapse.getReassociationIndices());
  if (failed(type))
    return rewriter.notifyMatchFailure(op,
                                       "the buffer's layout does not split");

  // Early, so that what is written there can be written at once.
  rewriter.setInsertionPoint(empty);
  Value expanded = memref::ExpandShapeOp::create(
      rewriter, op.getLoc(), *type, op.getDest(),
      collapse.getReassociationIndices(), empty.getMixedSizes());
  rewriter.setInsertionPoint(op);
  rewriter.replaceOpWithNewOp<MaterializeInDestinationOp>(
      op, /*result=*/Type(), collapse.getSrc(), expanded, op.getRestrict(),
      op.getWritable());
  return success();
}

namespace {
struct NormReshapeDestinations final
    : norm::impl::NormReshapeDestinationsBase<NormReshapeDestinations> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add(reshapeDestination);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
