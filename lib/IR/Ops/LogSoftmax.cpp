#include "norm/IR/Exponential.h"

using namespace mlir;
using namespace mlir::norm;

bool LogSoftmaxOp::isShiftInvariant() {
  return detail::isShiftInvariantExponential(*this);
}

SmallVector<Value> LogSoftmaxOp::buildBody(Formula &f) {
  detail::Exponentials e = detail::exponentials(f, *this);
  return detail::exponentialResults(f, *this, e,
                                    e.shifted - log(e.denominator));
}
