#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMRESHAPEDESTINATIONS
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using bufferization::BufferizableOpInterface;
using bufferization::MaterializeInDestinationOp;

/// The uninitialized tensor that an op writes a result to.
static tensor::EmptyOp findEmptyInit(Value value) {
  auto writer = value.getDefiningOp<DestinationStyleOpInterface>();
  if (!writer)
    return {};
  OpOperand *init = writer.getTiedOpOperand(cast<OpResult>(value));
  return init->get().getDefiningOp<tensor::EmptyOp>();
}

/// The destination in the shape that is collapsed, or null.
static Value expandLike(OpBuilder &builder, MaterializeInDestinationOp op,
                        tensor::EmptyOp empty,
                        tensor::CollapseShapeOp collapse) {
  auto groups = collapse.getReassociationIndices();
  SmallVector<OpFoldResult> sizes = empty.getMixedSizes();
  if (isa<TensorType>(op.getDest().getType()))
    return tensor::ExpandShapeOp::create(builder, op.getLoc(), empty.getType(),
                                         op.getDest(), groups, sizes);
  FailureOr<MemRefType> type = memref::ExpandShapeOp::computeExpandedType(
      cast<MemRefType>(op.getDest().getType()), empty.getType().getShape(),
      groups);
  if (failed(type))
    return {};
  return memref::ExpandShapeOp::create(builder, op.getLoc(), *type,
                                       op.getDest(), groups, sizes);
}

/// collapse(y) into d -> y into expand(d).
static LogicalResult reshapeDestination(MaterializeInDestinationOp op,
                                        PatternRewriter &rewriter) {
  auto collapse = op.getSource().getDefiningOp<tensor::CollapseShapeOp>();
  if (!collapse)
    return rewriter.notifyMatchFailure(op, "not a collapsed value");
  tensor::EmptyOp empty = findEmptyInit(collapse.getSrc());
  if (!empty)
    return rewriter.notifyMatchFailure(op, "the value has no free destination");

  // Early, so that what is written there can be written at once.
  rewriter.setInsertionPoint(empty);
  Value expanded = expandLike(rewriter, op, empty, collapse);
  if (!expanded)
    return rewriter.notifyMatchFailure(op,
                                       "the buffer's layout does not split");
  rewriter.setInsertionPoint(op);
  bool isTensor = isa<TensorType>(expanded.getType());
  auto whole = MaterializeInDestinationOp::create(
      rewriter, op.getLoc(), isTensor ? expanded.getType() : Type(),
      collapse.getSrc(), expanded, op.getRestrict(), op.getWritable());
  if (isTensor)
    rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
        op, op.getResult().getType(), whole.getResult(),
        collapse.getReassociationIndices());
  else
    rewriter.eraseOp(op);
  return success();
}

/// Whether the memory of `value` is the caller's, or that of `result` is known
/// already: then no result can take over the memory of an input.
static bool isElsewhere(Value value, OpResult result) {
  auto argument = dyn_cast<BlockArgument>(value);
  return (argument &&
          isa<FunctionOpInterface>(argument.getOwner()->getParentOp())) ||
         llvm::any_of(result.getUsers(),
                      llvm::IsaPred<MaterializeInDestinationOp>);
}

/// Gives a result room of its own where an operand that it is computed from was
/// named as its destination, as upstream's conversion of elementwise ops does.
static void separateResults(DestinationStyleOpInterface op) {
  auto bufferizable = dyn_cast<BufferizableOpInterface>(op.getOperation());
  if (!bufferizable || !op.hasPureTensorSemantics())
    return;
  bufferization::BufferizationOptions options;
  bufferization::AnalysisState state(options);
  OpBuilder builder(op);
  for (OpOperand &init : op.getDpsInitsMutable()) {
    if (!llvm::is_contained(op.getDpsInputs(), init.get()) ||
        !isElsewhere(init.get(), op.getTiedOpResult(&init)) ||
        bufferizable.bufferizesToMemoryRead(init, state))
      continue;
    auto type = cast<RankedTensorType>(init.get().getType());
    init.set(tensor::EmptyOp::create(
        builder, op.getLoc(),
        tensor::getMixedSizes(builder, op.getLoc(), init.get()),
        type.getElementType()));
  }
}

/// Equal uninitialized tensors became one value in CSE.
static void separateInits(DestinationStyleOpInterface op) {
  OpBuilder builder(op);
  for (OpOperand &init : op.getDpsInitsMutable())
    if (auto empty = init.get().getDefiningOp<tensor::EmptyOp>();
        empty && !empty->hasOneUse())
      init.set(builder.clone(*empty)->getResult(0));
}

namespace {
struct NormReshapeDestinations final
    : norm::impl::NormReshapeDestinationsBase<NormReshapeDestinations> {
  void runOnOperation() override {
    getOperation()->walk(separateResults);
    getOperation()->walk(separateInits);
    RewritePatternSet patterns(&getContext());
    patterns.add(reshapeDestination);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
