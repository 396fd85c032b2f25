// Odd functions with the limit 1: x P(x^2) / Q(x^2), or a polynomial by piece.
#include "VectorMathOdd.h"

#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

#include <array>
#include <cmath>

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

//===- Any target ---------------------------------------------------------===//

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

//===- AVX-512, few bits --------------------------------------------------===//

/// Four octaves of |x| + origin in eight pieces each: the first ones, where f
/// bends, are the shortest. Two registers hold one coefficient of all.
static constexpr unsigned numPieces = 32, degree = 3;
/// Leaves two bits of the exponent and three of the mantissa.
static constexpr unsigned pieceShift = 20;
using Powers = std::array<double, degree + 1>;

namespace {
/// f, which is 1 to within the same error where its last piece ends.
struct OddPieces {
  /// A power of two.
  float origin;
  /// By power.
  std::array<std::array<float, numPieces>, degree + 1> coefficients;
};
} // namespace

/// The polynomial that agrees with f at the points, in powers of x.
static Powers interpolate(double (*f)(double), const Powers &points) {
  Powers differences, powers{};
  for (unsigned i = 0; i <= degree; ++i)
    differences[i] = f(points[i]);
  for (unsigned order = 1; order <= degree; ++order)
    for (unsigned i = degree; i >= order; --i)
      differences[i] = (differences[i] - differences[i - 1]) /
                       (points[i] - points[i - order]);
  // Newton's form: multiplied by x - point, then the next difference added.
  for (unsigned i = degree + 1; i-- > 0;) {
    for (unsigned power = degree; power > 0; --power)
      powers[power] = powers[power - 1] - points[i] * powers[power];
    powers[0] = differences[i] - points[i] * powers[0];
  }
  return powers;
}

/// Interpolated at Chebyshev's points of each piece. The first one is about
/// zero, where an odd function has odd powers alone.
static OddPieces makePieces(double (*f)(double), float origin) {
  OddPieces pieces;
  pieces.origin = origin;
  for (unsigned piece = 0; piece < numPieces; ++piece) {
    double octave = std::ldexp(origin, piece / 8), width = octave / 8;
    double begin = octave + width * (piece % 8) - origin;
    double middle = piece == 0 ? 0 : begin + width / 2;
    double radius = piece == 0 ? width : width / 2;
    Powers points;
    for (unsigned i = 0; i <= degree; ++i)
      points[i] = middle + radius * std::cos(llvm::numbers::pi * (2 * i + 1) /
                                             (2 * (degree + 1)));
    Powers powers = interpolate(f, points);
    float start = octave + width * (piece % 8);
    unsigned index = llvm::bit_cast<uint32_t>(start) >> pieceShift & 31;
    for (unsigned power = 0; power <= degree; ++power)
      pieces.coefficients[power][index] =
          piece == 0 && power % 2 == 0 ? 0.0 : powers[power];
  }
  return pieces;
}

static Value buildOddByPieces(Lanes &lanes, Value x, const OddPieces &f) {
  // Just before the last octave ends.
  Value size = lanes.atMost(lanes.magnitude(x), 14.999f * f.origin);
  Value piece =
      lanes.shiftDown(lanes.add(size, lanes.splat(f.origin)), pieceShift);
  Value sum = lanes.lookUp(f.coefficients[degree], piece);
  for (unsigned power = degree; power-- > 0;)
    sum = lanes.multiplyAdd(sum, size,
                            lanes.lookUp(f.coefficients[power], piece));
  return lanes.withSign(sum, x);
}

static bool hasPieces(const Lanes &lanes, unsigned bits) {
  return bits <= 8 && lanes.hasAVX512() && lanes.maxTableSize() == numPieces;
}

//===- Entries ------------------------------------------------------------===//

Value norm::buildTanh(Lanes &lanes, Value x, unsigned bits) {
  if (hasPieces(lanes, bits))
    return buildOddByPieces(lanes, x, makePieces(std::tanh, 0.5f));
  // Minimax of relative error 1.4e-8, exact at zero.
  static constexpr float numerator[] = {1.41466588e-8f, 2.11715553e-5f,
                                        3.52952664e-3f, 1.34095571e-1f, 1.0f};
  static constexpr float denominator[] = {8.09772752e-7f, 3.34128198e-4f,
                                          2.60059420e-2f, 4.67428826e-1f, 1.0f};
  return buildOdd(lanes, x, {9.5f, numerator, denominator});
}

Value norm::buildErf(Lanes &lanes, Value x, unsigned bits) {
  if (hasPieces(lanes, bits))
    return buildOddByPieces(lanes, x, makePieces(std::erf, 0.25f));
  // Minimax of relative error 2.0e-8, 2 / sqrt(pi) at zero.
  static constexpr float numerator[] = {2.04978610e-6f, 2.84288773e-4f,
                                        3.74953267e-3f, 5.26991375e-2f,
                                        1.90061995e-1f, 1.12837917f};
  static constexpr float denominator[] = {3.80573564e-5f, 1.15818480e-3f,
                                          1.49375170e-2f, 1.13962893e-1f,
                                          5.01770993e-1f, 1.0f};
  return buildOdd(lanes, x, {4.2f, numerator, denominator});
}
