#include "norm/IR/Exponential.h"

using namespace mlir;
using namespace mlir::norm;

bool SoftmaxOp::isShiftInvariant() {
  return detail::isShiftInvariantExponential(*this);
}

SmallVector<Value> SoftmaxOp::buildBody(Formula &f) {
  detail::Exponentials e = detail::exponentials(f, *this);
  // The denominator holds e^0, unless the row is empty.
  return detail::exponentialResults(f, *this, e,
                                    share(e.exponential, e.denominator));
}
