// group_norm of one group is layer_norm of the sample.
#include "norm/IR/Norm.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

/// A parameter of one group: what lay along the channel alone, [C], lies along
/// the channel of all reduced dimensions, [1, C, 1, 1].
static Value reshapeForOneGroup(OpBuilder &builder, GroupNormOp op,
                                Value parameter) {
  auto type = parameter ? dyn_cast<RankedTensorType>(parameter.getType())
                        : RankedTensorType();
  int64_t rank = op.getInput().getType().getRank();
  if (!type || type.getRank() != 1 || rank == 2)
    return parameter;
  SmallVector<int64_t> shape(rank, 1);
  SmallVector<OpFoldResult> sizes(rank, builder.getIndexAttr(1));
  shape[op.getChannelDim()] = type.getDimSize(0);
  sizes[op.getChannelDim()] =
      tensor::getMixedSize(builder, op.getLoc(), parameter, 0);
  ReassociationIndices all = llvm::to_vector(llvm::seq<int64_t>(rank));
  return tensor::ExpandShapeOp::create(builder, op.getLoc(), type.clone(shape),
                                       parameter, {all}, sizes);
}

/// One group is the whole sample: a layer norm. (A group per channel stays: as
/// group_norm it keeps its parameters along the channel, without reshapes.)
LogicalResult GroupNormOp::canonicalize(GroupNormOp op,
                                        PatternRewriter &rewriter) {
  if (op.getGroups() != 1)
    return rewriter.notifyMatchFailure(op, "several groups");
  Value scale = reshapeForOneGroup(rewriter, op, op.getScale());
  Value bias = reshapeForOneGroup(rewriter, op, op.getBias());
  rewriter.replaceOpWithNewOp<LayerNormOp>(
      op, op.getType(), op.getInput(), scale, bias, op.getReducedDims(),
      op.getEpsilon(), op.getEpsilonMode(), op.getDdof(), op.getNarrow(),
      op.getComputeAttr());
  return success();
}
