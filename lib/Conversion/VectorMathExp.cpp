// e^x = 2^n e^r, where n is x / ln 2 rounded to a multiple of 1 or of 1/16.
#include "VectorMathExp.h"

#include "llvm/Support/MathExtras.h"

#include <array>
#include <cmath>

using namespace mlir;
using namespace mlir::norm;

/// 3/2 2^23: added to a smaller float, it rounds it to an integer and leaves
/// that integer in the low bits of the sum's encoding.
static constexpr float integerAnchor = 12582912.0f;

/// ln 2 in two parts, the first of so few bits that its product with any n is
/// exact.
static constexpr float ln2High = 0.693359375f;
static constexpr float ln2Low = -2.12194440e-4f;

/// Above it e^x overflows, with room for the rounding of the bound itself.
static constexpr float overflowBound = 89.0f;

namespace {
/// x as n ln 2 + r; `anchored` holds the digits of n in its low bits.
struct Reduced {
  Value anchored;
  Value n;
  Value r;
};
} // namespace

/// Takes n from x by adding `anchor`. Without `fine`, r has an absolute error
/// of 2e-9 n.
static Reduced reduce(Lanes &lanes, Value x, float anchor, bool fine) {
  Value anchorLanes = lanes.splat(anchor);
  Reduced reduced;
  reduced.anchored =
      lanes.multiplyAdd(x, lanes.splat(llvm::numbers::log2ef), anchorLanes);
  reduced.n = lanes.subtract(reduced.anchored, anchorLanes);
  float high = fine ? ln2High : llvm::numbers::ln2f;
  reduced.r = lanes.multiplyAdd(reduced.n, lanes.splat(-high), x);
  if (fine)
    reduced.r = lanes.multiplyAdd(reduced.n, lanes.splat(-ln2Low), reduced.r);
  return reduced;
}

//===- Any target ---------------------------------------------------------===//

/// 2 e^r for |r| <= ln 2 / 2 with a relative error of 1.0e-4, 2.8e-6 or 2.0e-9,
/// exact at zero: minimax with the last coefficient given.
static constexpr float twiceExp3[] = {3.3035949e-1f, 1.00826076f, 2.00039168f,
                                      2.0f};
static constexpr float twiceExp4[] = {8.3027699e-2f, 3.3574947e-1f, 1.00006023f,
                                      1.99993367f, 2.0f};
static constexpr float twiceExp6[] = {
    2.7687296e-3f, 1.67483104e-2f, 8.3336004e-2f, 3.3332863e-1f,
    9.9999988e-1f, 2.0f,           2.0f};

static ArrayRef<float> chooseTwiceExp(unsigned bits) {
  if (bits <= 8)
    return twiceExp3;
  if (bits <= 11)
    return twiceExp4;
  return twiceExp6;
}

/// 2^(n - 1), zero for n = -126, by moving the low bits into the exponent. One
/// power less than n, so that the largest n is still finite and the smallest
/// flushes before a product could be subnormal.
static constexpr float exponentAnchor = integerAnchor + 126.0f;

static Value buildExpByPolynomial(Lanes &lanes, Value x, ExpHints hints) {
  // Here n is -126.
  x = lanes.atLeast(x, -87.5f);
  if (!hints.nonpositive)
    x = lanes.atMost(x, overflowBound);
  Reduced reduced = reduce(lanes, x, exponentAnchor, hints.bits > 11);
  Value twice = lanes.polynomial(reduced.r, chooseTwiceExp(hints.bits));
  return lanes.multiply(twice, lanes.exponentFromLowBits(reduced.anchored));
}

//===- AVX-512 ------------------------------------------------------------===//

/// 3/2 2^19, which rounds to multiples of 1/16.
static constexpr float sixteenthAnchor = 786432.0f;

static std::array<float, 16> makeSixteenthPowers() {
  std::array<float, 16> powers;
  for (auto [i, power] : llvm::enumerate(powers))
    power = std::exp2(i / 16.0);
  return powers;
}

/// (e^r - 1) / r for |r| <= ln 2 / 32: the error of e^r is 4.2e-7 or 1e-8.
static constexpr float quotient1[] = {0.5f, 1.00005865f};
static constexpr float quotient2[] = {0.16666667f, 0.5f, 1.0f};

/// `power` e^r, with a relative error of 2.4e-4, 4.2e-7 or 1e-8.
static Value multiplyExp(Lanes &lanes, Value power, Value r, unsigned bits) {
  if (bits <= 8)
    return lanes.multiplyAdd(power, r, power);
  Value quotient = bits <= 11 ? lanes.polynomial(r, quotient1)
                              : lanes.polynomial(r, quotient2);
  return lanes.multiplyAdd(lanes.multiply(power, r), quotient, power);
}

/// The four bits of n behind the point choose 2^(i/16); the integer part of n
/// is the exponent, right also where the result overflows.
static Value buildExpByTable(Lanes &lanes, Value x, ExpHints hints) {
  // ln 2^-126. Below it lanes hold no number that matters.
  Value isNormal = lanes.isAtLeastOrNaN(x, -87.33654f);
  if (!hints.nonpositive)
    x = lanes.atMost(x, overflowBound);
  Reduced reduced = reduce(lanes, x, sixteenthAnchor, hints.bits > 11);
  Value power = lanes.lookUp(makeSixteenthPowers(), reduced.anchored);
  Value product = multiplyExp(lanes, power, reduced.r, hints.bits);
  return lanes.keep(isNormal, lanes.scale(product, reduced.n));
}

//===- Entries ------------------------------------------------------------===//

Value norm::buildExp(Lanes &lanes, Value x, ExpHints hints) {
  if (lanes.hasAVX512())
    return buildExpByTable(lanes, x, hints);
  return buildExpByPolynomial(lanes, x, hints);
}

/// (e^x - 1) / 2 = 2^(n-2) 2 (e^r - 1) + 2^(n-1) - 1/2: halved, so that the
/// largest power is finite. The difference is exact wherever it is small.
Value norm::buildExpM1(Lanes &lanes, Value x) {
  // e^-20 is less than half of the last bit of 1.
  x = lanes.atMost(lanes.atLeast(x, -20.0f), overflowBound);
  Reduced reduced = reduce(lanes, x, integerAnchor + 125.0f, /*fine=*/true);
  Value quarterPower = lanes.exponentFromLowBits(reduced.anchored);
  Value slope = lanes.polynomial(reduced.r, ArrayRef(twiceExp6).drop_back());
  Value twice = lanes.multiply(reduced.r, slope);
  Value atZero =
      lanes.multiplyAdd(quarterPower, lanes.splat(2.0f), lanes.splat(-0.5f));
  Value half = lanes.multiplyAdd(quarterPower, twice, atZero);
  return lanes.add(half, half);
}

Value norm::buildExp2Integral(Lanes &lanes, Value n) {
  if (lanes.hasAVX512())
    return lanes.scale(lanes.splat(1.0f), n);
  // The exponent field is zero for n = -127.
  Value clamped = lanes.atLeast(n, -127.0f);
  Value anchored = lanes.add(clamped, lanes.splat(integerAnchor + 127.0f));
  Value power = lanes.exponentFromLowBits(anchored);
  // Zero, or NaN.
  return lanes.add(power, lanes.subtract(clamped, clamped));
}
