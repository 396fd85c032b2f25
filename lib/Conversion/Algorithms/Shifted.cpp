// (count, origin, sum of x - origin, sum of its squares).
#include "Algorithms.h"
#include "Tuple.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// Both sums about the origin of `a`.
static Scalars merge(ArrayRef<Scalar> a, ArrayRef<Scalar> b) {
  Scalar apart = b[1] - a[1];
  Scalar moved = b[0] * apart;
  return {a[0] + b[0], a[1], a[2] + (b[2] + moved),
          a[3] + (b[3] + apart * (2.0 * b[2] + moved))};
}

void cpu::takeShifted(CentralSum central) {
  ImplicitLocOpBuilder builder(central.sum.getLoc(), central.sum);
  auto type = cast<FloatType>(central.sum.getResult(0).getType());
  Scalars states = reduceMoments(builder, central.sum, central.x, merge);
  // Of no points, the sum is 0; of equal ones, rounding may not pass below it.
  Scalar count = larger(states[0], states[0].like(1.0));
  Scalar sum = states[3] - states[2] * (states[2] / count);
  central.sum->replaceAllUsesWith(
      ValueRange(larger(sum, sum.like(0.0)).as(type).value));
}
