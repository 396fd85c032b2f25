// Arithmetic on the lanes of one vector, written like a formula.
#ifndef NORM_CONVERSION_VECTORMATHLANES_H
#define NORM_CONVERSION_VECTORMATHLANES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::norm {

/// What the target has beyond IEEE arithmetic.
struct VectorMathTarget {
  bool avx512 = false;
  bool fma = false;
};

/// Builds ops on f32 vectors of one type. No op calls a library or branches.
class Lanes {
public:
  Lanes(OpBuilder &builder, Location loc, VectorType type,
        VectorMathTarget target)
      : builder(loc, builder), type(type), target(target) {}

  Value splat(float value);
  Value add(Value a, Value b);
  Value subtract(Value a, Value b);
  Value multiply(Value a, Value b);
  Value divide(Value a, Value b);
  /// a * b + c, rounded once where the target can.
  Value multiplyAdd(Value a, Value b, Value c);
  /// The polynomial of x with these coefficients, highest power first.
  Value polynomial(Value x, ArrayRef<float> coefficients);

  /// The lanes of x, each at least `bound`; NaN stays.
  Value atLeast(Value x, float bound);
  /// The lanes of x, each at most `bound`; NaN stays.
  Value atMost(Value x, float bound);
  /// True where x is at least `bound` or NaN.
  Value isAtLeastOrNaN(Value x, float bound);
  /// The lanes of x where `mask` holds, zero elsewhere.
  Value keep(Value mask, Value x);

  /// The float whose exponent field is the low eight bits of x's encoding.
  Value exponentFromLowBits(Value x);

  /// |x|.
  Value magnitude(Value x);
  /// |x| with the sign of `sign`.
  Value withSign(Value x, Value sign);

  /// x with its encoding moved down by so many bits.
  Value shiftDown(Value x, unsigned bits);

  /// Whether the functions of AVX-512 below exist for this type.
  bool hasAVX512() const;
  /// The entries of the largest table, which two registers hold.
  unsigned maxTableSize() const { return 2 * type.getNumElements(); }
  /// table[i] for the index i in the low bits of each lane of x's encoding.
  /// The table fills one register or two.
  Value lookUp(ArrayRef<float> table, Value x);
  /// x as i32, rounded to the nearest, halves to even.
  Value roundToInteger(Value x);
  /// x * 2^floor(n).
  Value scale(Value x, Value n);

private:
  Value call(StringRef intrinsic, ValueRange operands);
  Value constant(ArrayRef<float> lanes);
  Value toBits(Value x);

  ImplicitLocOpBuilder builder;
  VectorType type;
  VectorMathTarget target;
};

} // namespace mlir::norm

#endif // NORM_CONVERSION_VECTORMATHLANES_H
