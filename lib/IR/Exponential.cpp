#include "norm/IR/Exponential.h"

using namespace mlir;
using namespace mlir::norm;

static constexpr double infinity = std::numeric_limits<double>::infinity();

Term norm::detail::Exponentials::unlessEmpty(Term value, Term empty) {
  return hasSink ? value : select(equal(maximum, -infinity), empty, value);
}

Term norm::detail::Exponentials::logSumExp() {
  return unlessEmpty(maximum + log(denominator), maximum);
}

/// scale * x + mask; where an i1 mask is false, -inf.
static Term logits(Formula &f, Value scale, Value mask) {
  Term z = f.input();
  if (scale)
    z = f.operand(scale) * z;
  if (!mask)
    return z;
  Term m = f.operand(mask);
  return m.value.getType().isInteger(1) ? select(m, z, -infinity) : z + m;
}

norm::detail::Exponentials norm::detail::exponentials(Formula &f, Value scale,
                                                      Value mask, Value sink) {
  Term z = logits(f, scale, mask);
  Exponentials e;
  e.hasSink = static_cast<bool>(sink);
  e.maximum = f.maximum(z);
  if (sink)
    e.maximum = max(e.maximum, f.operand(sink));
  e.shifted = z - e.maximum;
  e.exponential = exp(e.shifted);
  e.denominator = f.sum(e.exponential);
  if (sink)
    e.denominator = e.denominator + exp(f.operand(sink) - e.maximum);
  return e;
}

bool norm::detail::isConstantAlong(NormalizationOpInterface op, Value operand) {
  RankedTensorType input = op.getInput().getType();
  AffineMap map = mapOperand(input, operand.getType(), op.getParameterDims());
  return llvm::none_of(op.getReducedDims(), [&](int64_t dim) {
    return map.isFunctionOfDim(dim) && input.getDimSize(dim) != 1;
  });
}

LogicalResult norm::detail::verifyExponential(NormalizationOpInterface op,
                                              Value mask, Value sink,
                                              Value lse) {
  RankedTensorType input = op.getInput().getType();
  // SM1: a mask is a value per logit, broadcast or not.
  if (mask &&
      cast<RankedTensorType>(mask.getType()).getRank() != input.getRank())
    return op->emitOpError("expects mask to have rank ")
           << input.getRank() << ", got " << mask.getType();

  // SM2: there is one sink per row.
  if (sink && !isConstantAlong(op, sink))
    return op->emitOpError(
               "expects sink to be a scalar or to have extent 1 along [")
           << op.getReducedDims() << "], got " << sink.getType();

  // SM3: a log-sum-exp per row.
  RankedTensorType statistic =
      keepDimsType(input, op.getReducedDims(), op.getComputeType());
  if (lse && lse.getType() != statistic)
    return op->emitOpError("expects the log-sum-exp to have type ")
           << statistic << ", got " << lse.getType();
  return success();
}
