#include "norm/IR/Formula.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace mlir::norm;

SmallVector<int64_t> GroupNormOp::getReducedDims() {
  return detail::dimsBesides(getInput().getType().getRank(), 0);
}
SmallVector<int64_t> GroupNormOp::getParameterDims() {
  return {static_cast<int64_t>(getChannelDim())};
}
bool GroupNormOp::isShiftInvariant() { return true; }
bool GroupNormOp::isScaleInvariant() { return true; }
bool GroupNormOp::isIdempotent() { return true; }
bool GroupNormOp::isOdd() { return true; }

SmallVector<Value> GroupNormOp::buildBody(Formula &f) {
  Term y =
      f.standardize(getEpsilon().convertToDouble(), getEpsilonMode(), getDdof())
          .y;
  return {f.affine(y, getScale(), getBias()).value};
}

/// The dimension of an operand that lies along the channels; none of a scalar.
static std::optional<int64_t> channelOf(GroupNormOp op, Value operand) {
  auto type = dyn_cast<RankedTensorType>(operand.getType());
  if (!type || type.getRank() == 0)
    return std::nullopt;
  bool full = type.getRank() == op.getInput().getType().getRank();
  return full ? static_cast<int64_t>(op.getChannelDim()) : 0;
}

namespace {
/// Splits the channel of tensors into (group, channel within the group).
struct ChannelSplit {
  OpBuilder &builder;
  Location loc;
  int64_t groups;

  /// Splits `dim` of a tensor; an extent of 1 broadcasts in both.
  Value split(Value tensor, int64_t dim) const {
    auto type = cast<RankedTensorType>(tensor.getType());
    SmallVector<int64_t> shape(type.getShape());
    int64_t extent = shape[dim];
    if (extent != 1 && !ShapedType::isDynamic(extent))
      shape[dim] = extent / groups;
    shape.insert(shape.begin() + dim, extent == 1 ? 1 : groups);
    return tensor::ExpandShapeOp::create(builder, loc, type.clone(shape),
                                         tensor,
                                         reassociation(type.getRank(), dim));
  }

  static SmallVector<ReassociationIndices> reassociation(int64_t rank,
                                                         int64_t dim) {
    SmallVector<ReassociationIndices> result;
    for (int64_t i = 0; i < rank; ++i)
      result.push_back(i < dim    ? ReassociationIndices{i}
                       : i == dim ? ReassociationIndices{i, i + 1}
                                  : ReassociationIndices{i + 1});
    return result;
  }
};
} // namespace

/// A dynamic channel extent is a multiple of the groups, or the run stops.
static void assertDivisible(OpBuilder &builder, GroupNormOp op) {
  int64_t dim = op.getChannelDim();
  if (!op.getInput().getType().isDynamicDim(dim))
    return;
  Location loc = op.getLoc();
  Value channels = tensor::DimOp::create(builder, loc, op.getInput(), dim);
  Value groups = arith::ConstantIndexOp::create(builder, loc, op.getGroups());
  Value rest = arith::RemUIOp::create(builder, loc, channels, groups);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value divisible =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, rest, zero);
  cf::AssertOp::create(
      builder, loc, divisible,
      "norm.group_norm expects channels to be a multiple of groups");
}

SmallVector<Value> GroupNormOp::expand(OpBuilder &builder) {
  int64_t channel = getChannelDim();
  RankedTensorType type = getInput().getType();
  assertDivisible(builder, *this);

  ChannelSplit channels{builder, getLoc(), static_cast<int64_t>(getGroups())};
  FormulaSpace space;
  for (Value operand : getOperands()) {
    std::optional<int64_t> dim = channelOf(*this, operand);
    space.operands.push_back(dim ? channels.split(operand, *dim) : operand);
  }
  auto split = cast<RankedTensorType>(space.operands.front().getType());
  for (Value operand : space.operands)
    space.operandMaps.push_back(
        detail::mapOperand(split, operand.getType(), {channel, channel + 1}));
  for (int64_t dim = 1; dim < split.getRank(); ++dim)
    if (dim != channel)
      space.reducedDims.push_back(dim);
  space.resultMaps = {
      AffineMap::getMultiDimIdentityMap(split.getRank(), getContext())};
  space.resultTypes = {split};

  Value y = detail::expandOver(*this, builder, space).front();
  auto groups = ChannelSplit::reassociation(type.getRank(), channel);
  return {tensor::CollapseShapeOp::create(builder, getLoc(), type, y, groups)};
}

LogicalResult GroupNormOp::verify() {
  // GN1: dimension 0 is the batch.
  if (getChannelDim() == 0)
    return emitOpError(
        "expects channel_dim to differ from the batch dimension 0");

  // GN2: groups divide the channels of the input, and of what lies along them.
  for (auto [i, operand] : llvm::enumerate(getOperands())) {
    std::optional<int64_t> channel = channelOf(*this, operand);
    if (!channel)
      continue;
    int64_t channels =
        cast<RankedTensorType>(operand.getType()).getDimSize(*channel);
    bool broadcast = i > 0 && channels == 1;
    if (!broadcast && !ShapedType::isDynamic(channels) &&
        channels % static_cast<int64_t>(getGroups()) != 0)
      return emitOpError("expects groups to divide the ")
             << channels << " channels of " << detail::operandName(*this, i)
             << ", got " << getGroups();
  }
  return success();
}
