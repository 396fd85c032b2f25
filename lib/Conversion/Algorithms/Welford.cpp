// (count, mean, what the mean lost to rounding, sum about the mean).
#include "Algorithms.h"
#include "Tuple.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// a + b, and what the sum lost to rounding.
static std::pair<Scalar, Scalar> addExactly(Scalar a, Scalar b) {
  Scalar sum = a + b;
  Scalar added = sum - a;
  return {sum, (a - (sum - added)) + (b - added)};
}

/// Chan, Golub and LeVeque's merge; for one point, Welford's step.
static Scalars merge(ArrayRef<Scalar> a, ArrayRef<Scalar> b) {
  Scalar countA = a[0], meanA = a[1], restA = a[2], sumA = a[3];
  Scalar countB = b[0], meanB = b[1], restB = b[2], sumB = b[3];
  Scalar count = countA + countB;
  Scalar share = countB / count;
  Scalar apart = (meanB - meanA) + (restB - restA);
  auto [mean, rest] = addExactly(meanA, restA + apart * share);
  Scalar sum = (sumA + sumB) + apart * apart * (countA * share);
  return {count, mean, rest, sum};
}

void cpu::takeByWelford(CentralSum central) {
  ImplicitLocOpBuilder builder(central.sum.getLoc(), central.sum);
  auto type = cast<FloatType>(central.sum.getResult(0).getType());
  Scalars states = reduceMoments(builder, central.sum, central.x, merge);
  central.sum->replaceAllUsesWith(ValueRange(states[3].as(type).value));
}
