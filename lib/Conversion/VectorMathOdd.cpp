// f(x) = x P(x^2) / Q(x^2), at most 1.
#include "VectorMathOdd.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// Highest powers first. All coefficients are positive, so that no sum cancels.
/// The fit ends where f rounds to 1; up to `bound` it grows beyond, so that the
/// limit is exact whatever the roundings.
struct OddRational {
  float bound;
  ArrayRef<float> numerator;
  ArrayRef<float> denominator;
};
} // namespace

static Value clamp(Lanes &lanes, Value x, float bound) {
  return lanes.atMost(lanes.atLeast(x, -bound), bound);
}

static Value buildOdd(Lanes &lanes, Value x, const OddRational &f) {
  x = clamp(lanes, x, f.bound);
  Value square = lanes.multiply(x, x);
  Value numerator = lanes.multiply(x, lanes.polynomial(square, f.numerator));
  Value denominator = lanes.polynomial(square, f.denominator);
  return clamp(lanes, lanes.divide(numerator, denominator), 1.0f);
}

Value norm::buildTanh(Lanes &lanes, Value x) {
  // Minimax of relative error 1.4e-8, exact at zero.
  static constexpr float numerator[] = {1.41466588e-8f, 2.11715553e-5f,
                                        3.52952664e-3f, 1.34095571e-1f, 1.0f};
  static constexpr float denominator[] = {8.09772752e-7f, 3.34128198e-4f,
                                          2.60059420e-2f, 4.67428826e-1f, 1.0f};
  return buildOdd(lanes, x, {9.5f, numerator, denominator});
}

Value norm::buildErf(Lanes &lanes, Value x) {
  // Minimax of relative error 2.0e-8, 2 / sqrt(pi) at zero.
  static constexpr float numerator[] = {2.04978610e-6f, 2.84288773e-4f,
                                        3.74953267e-3f, 5.26991375e-2f,
                                        1.90061995e-1f, 1.12837917f};
  static constexpr float denominator[] = {3.80573564e-5f, 1.15818480e-3f,
                                          1.49375170e-2f, 1.13962893e-1f,
                                          5.01770993e-1f, 1.0f};
  return buildOdd(lanes, x, {4.2f, numerator, denominator});
}
