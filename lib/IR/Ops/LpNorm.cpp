#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool LpNormOp::isScaleInvariant() { return true; }
bool LpNormOp::isIdempotent() { return true; }
bool LpNormOp::isOdd() { return true; }

SmallVector<Value> LpNormOp::buildBody(Formula &f) {
  Term x = f.input();
  bool euclidean = getOrder() == Order::l2;
  Term power = euclidean                 ? f.sum(square(x))
               : getOrder() == Order::l1 ? f.sum(abs(x))
                                         : f.maximum(abs(x));
  Term y = f.over(f.element(), f.statistic(power),
                  getEpsilon().convertToDouble(), getEpsilonMode(),
                  euclidean ? Formula::Power::second : Formula::Power::first);
  return {f.affine(y, getScale(), getBias()).value};
}

LogicalResult LpNormOp::verify() {
  // LP1: the p-th power of the infinity norm does not exist.
  if (getOrder() == Order::linf && getEpsilonMode() == EpsilonMode::inside)
    return emitOpError("expects epsilon_mode outside or clamp with linf");
  return success();
}

/// The first power of the l1 norm is the norm: d + epsilon, inside or outside.
LogicalResult LpNormOp::canonicalize(LpNormOp op, PatternRewriter &rewriter) {
  if (op.getOrder() != Order::l1 || op.getEpsilonMode() != EpsilonMode::outside)
    return rewriter.notifyMatchFailure(op,
                                       "not an l1 norm with epsilon outside");
  rewriter.modifyOpInPlace(op, [&] { op.setEpsilonMode(EpsilonMode::inside); });
  return success();
}

void LpNormOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                               ArrayRef<int64_t> dims, double epsilon,
                               SmallVectorImpl<Operation *> &candidates) {
  for (Order order : {Order::l1, Order::l2, Order::linf})
    for (EpsilonMode mode :
         {EpsilonMode::inside, EpsilonMode::outside, EpsilonMode::clamp})
      if (order != Order::linf || mode != EpsilonMode::inside)
        candidates.push_back(create(
            builder, loc, input.getType(), input, Value(), Value(), order, dims,
            APFloat(epsilon), mode, NarrowMode::last, TypeAttr()));
}
