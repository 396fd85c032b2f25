// (exponent, mantissas), arXiv 2001.04438: e^z is p 2^n with n far outside the
// range of a float's own exponent, so that no maximum is needed.
//
// Where z is so large that its neighbours are 32 apart, z itself serves as the
// exponent: equal values stay equal, of others the largest alone counts. So
// that the exponent can then be larger than any n, it is kept as n / 2.
#include "Algorithms.h"
#include "Tuple.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

namespace {
/// ln 2 in two parts, the first of so few bits that its product with any n is
/// exact, and the |z| from which neighbours are 32 apart.
struct Constants {
  double ln2High, ln2Low, large;
};
} // namespace

static Constants constantsOf(FloatType type) {
  if (type.isF64())
    return {6.93147180369123816490e-01, 1.90821492927058770002e-10, 0x1p57};
  return {0.693359375, -2.12194440e-4, 0x1p28};
}

/// Of one point: the exponent and the mantissa.
static std::pair<Scalar, Scalar> split(Scalar z) {
  Constants c = constantsOf(z.type());
  Value isModerate = isLess(absolute(z), z.like(c.large));
  Scalar n = roundToInteger(llvm::numbers::log2e * z);
  Scalar rest = fma(n, z.like(-c.ln2Low), fma(n, z.like(-c.ln2High), z));
  return {select(isModerate, 0.5 * n, z),
          select(isModerate, exp(rest), z.like(1.0))};
}

/// Mantissas at the larger exponent.
static Scalars merge(ArrayRef<Scalar> a, ArrayRef<Scalar> b) {
  Value isInA = isAtLeast(a[0], b[0]);
  Scalar scale = exp2Integral(-2.0 * absolute(a[0] - b[0]));
  Scalars merged{larger(a[0], b[0])};
  for (auto [x, y] : llvm::zip_equal(a.drop_front(), b.drop_front())) {
    Scalar factor = scale.as(x.type());
    merged.push_back(select(isInA, x + y * factor, y + x * factor));
  }
  return merged;
}

/// What the exponent stands for in place of the maximum, and by how much e^z
/// at this exponent is off from it, as a logarithm.
static std::pair<Scalar, Scalar> standIn(Scalar half) {
  Constants c = constantsOf(half.type());
  Value isModerate = isLess(absolute(half), half.like(0.75 * c.large));
  Scalar n = 2.0 * half;
  Scalar about = select(isModerate, llvm::numbers::ln2 * n, half);
  Scalar off = fma(n, n.like(c.ln2Low), fma(n, n.like(c.ln2High), -about));
  return {about, select(isModerate, off, half.like(0.0))};
}

void cpu::takeByMantissaAndExponent(ExponentialSums exponentials) {
  ReduceOp maximum = exponentials.maximum;
  ImplicitLocOpBuilder builder(maximum.getLoc(), maximum);
  auto [exponent, mantissa] = split({&builder, exponentials.logits()});
  Scalars points{exponent};
  SmallVector<double> identity{-std::numeric_limits<double>::infinity()};
  for (ExponentialSum &sum : exponentials.sums) {
    Scalar point = mantissa.as(cast<FloatType>(sum.sum.getResult(0).getType()));
    if (sum.weight)
      point = Scalar{&builder, sum.weight}.as(point.type()) * point;
    points.push_back(point);
    identity.push_back(0.0);
  }
  Scalars states = reduceTuple(maximum, points, identity, merge);

  auto [standing, off] = standIn(states[0]);
  for (auto [sum, state] :
       llvm::zip_equal(exponentials.sums, ArrayRef(states).drop_front())) {
    Scalar about{&builder, sum.about};
    if (sum.about == maximum.getResult(0))
      about = standing;
    Scalar moved = off.as(about.type()) + (standing.as(about.type()) - about);
    Scalar result = state * exp(moved.as(state.type()));
    sum.sum->replaceAllUsesWith(ValueRange(result.value));
  }
  maximum->replaceAllUsesWith(ValueRange(standing.value));
}
