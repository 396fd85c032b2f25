#include "norm/IR/Exponential.h"
#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool LogSoftmaxOp::isShiftInvariant() {
  return detail::isShiftInvariantExponential(*this);
}

SmallVector<Value> LogSoftmaxOp::buildBody(Formula &f) {
  detail::Exponentials e = detail::exponentials(f, *this);
  Term y = e.shifted - log(e.denominator);
  if (getOnEmpty() == OnEmpty::zero)
    y = e.unlessEmpty(y, f.constant(0.0));
  SmallVector<Value> values{y.value};
  if (getLse())
    values.push_back(e.logSumExp().value);
  return values;
}

LogicalResult LogSoftmaxOp::verify() {
  return detail::verifyExponential(*this);
}

void LogSoftmaxOp::buildCandidates(OpBuilder &builder, Location loc,
                                   Value input, ArrayRef<int64_t> dims,
                                   double epsilon,
                                   SmallVectorImpl<Operation *> &candidates) {
  detail::buildExponentials<LogSoftmaxOp>(builder, loc, input, dims, epsilon,
                                          candidates);
}
