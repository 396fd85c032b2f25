#include "norm/IR/Exponential.h"
#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool SoftmaxOp::isShiftInvariant() {
  return detail::isShiftInvariantExponential(*this);
}

SmallVector<Value> SoftmaxOp::buildBody(Formula &f) {
  detail::Exponentials e = detail::exponentials(f, *this);
  Term y = e.exponential / e.denominator;
  if (getOnEmpty() == OnEmpty::zero)
    y = e.unlessEmpty(y, f.constant(0.0));
  SmallVector<Value> values{y.value};
  if (getLse())
    values.push_back(e.logSumExp().value);
  return values;
}

LogicalResult SoftmaxOp::verify() { return detail::verifyExponential(*this); }

void SoftmaxOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                                ArrayRef<int64_t> dims, double epsilon,
                                SmallVectorImpl<Operation *> &candidates) {
  detail::buildExponentials<SoftmaxOp>(builder, loc, input, dims, epsilon,
                                       candidates);
}
