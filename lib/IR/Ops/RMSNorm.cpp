#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool RMSNormOp::isScaleInvariant() { return true; }
bool RMSNormOp::isIdempotent() { return true; }
bool RMSNormOp::isOdd() { return true; }

/// The mean square over the first `partial` elements of the last dimension.
static Term partialMeanSquare(Formula &f, ArrayRef<int64_t> dims,
                              int64_t partial) {
  Term inside = f.below(f.index(dims.back()), partial);
  Term sum = f.sum(select(inside, square(f.input()), f.constant(0.0)));
  Term count = f.constant(partial);
  return sum / (dims.size() > 1 ? count * f.count(dims.drop_back()) : count);
}

/// The mean square of the row and of the entry that makes its sum zero.
static Term compressedMeanSquare(Formula &f) {
  Term x = f.input();
  return (f.sum(square(x)) + square(f.sum(x))) / (f.count() + 1.0);
}

SmallVector<Value> RMSNormOp::buildBody(Formula &f) {
  Term meanSquare = getPartial()
                        ? partialMeanSquare(f, getDims(), *getPartial())
                    : getCompressed() ? compressedMeanSquare(f)
                                      : f.mean(square(f.input()));
  Term y = f.over(f.element(), f.statistic(meanSquare),
                  getEpsilon().convertToDouble(), getEpsilonMode());
  return {f.affine(y, getScale(), getBias()).value};
}

LogicalResult RMSNormOp::verify() {
  // RN1: the statistic is taken in one way.
  if (getPartial() && getCompressed())
    return emitOpError("expects partial or compressed, got both");

  // RN2: the prefix lies in the row.
  int64_t extent = getInput().getType().getDimSize(getDims().back());
  if (getPartial() && !ShapedType::isDynamic(extent) &&
      static_cast<int64_t>(*getPartial()) > extent)
    return emitOpError("expects partial to lie in [1, ")
           << extent << "], got " << *getPartial();

  // RN3: one entry is left out, of one dimension.
  if (getCompressed() && getDims().size() != 1)
    return emitOpError("expects one dimension with compressed, got [")
           << getDims() << "]";
  return success();
}

/// A prefix that is the whole row is no prefix. (Over several dimensions the
/// divisor is a product, which may round where the count does not.)
LogicalResult RMSNormOp::canonicalize(RMSNormOp op, PatternRewriter &rewriter) {
  int64_t extent = op.getInput().getType().getDimSize(op.getDims().back());
  if (op.getDims().size() != 1 ||
      op.getPartial() != static_cast<uint64_t>(extent))
    return rewriter.notifyMatchFailure(op,
                                       "the statistic is not of the whole row");
  rewriter.modifyOpInPlace(op, [&] { op.removePartialAttr(); });
  return success();
}

void RMSNormOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                                ArrayRef<int64_t> dims, double epsilon,
                                SmallVectorImpl<Operation *> &candidates) {
  auto add = [&](EpsilonMode mode, bool compressed) {
    candidates.push_back(create(builder, loc, input.getType(), input, Value(),
                                Value(), dims, IntegerAttr(), compressed,
                                APFloat(epsilon), mode, NarrowMode::last,
                                TypeAttr()));
  };
  for (EpsilonMode mode :
       {EpsilonMode::inside, EpsilonMode::outside, EpsilonMode::clamp}) {
    add(mode, /*compressed=*/false);
    if (dims.size() == 1)
      add(mode, /*compressed=*/true);
  }
}
