// How a reduction of tuples is written so that it reads like the formula.
#ifndef NORM_LIB_CONVERSION_ALGORITHMS_TUPLE_H
#define NORM_LIB_CONVERSION_ALGORITHMS_TUPLE_H

#include "norm/IR/Norm.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::norm::cpu {

/// A float of a body or a combiner. Arithmetic on it emits ops; a plain number
/// takes its type.
struct Scalar {
  ImplicitLocOpBuilder *builder = nullptr;
  Value value;

  FloatType type() const { return cast<FloatType>(value.getType()); }
  Scalar like(double number) const;
  Scalar as(FloatType type) const;
};

Scalar operator+(Scalar a, Scalar b);
Scalar operator-(Scalar a, Scalar b);
Scalar operator*(Scalar a, Scalar b);
Scalar operator/(Scalar a, Scalar b);
Scalar operator*(double a, Scalar b);
Scalar operator-(Scalar a);
Scalar absolute(Scalar a);
Scalar exp(Scalar a);
Scalar roundToInteger(Scalar a);
/// a * b + c, rounded once where the target can.
Scalar fma(Scalar a, Scalar b, Scalar c);
/// e^a, where a is known not to be positive.
Scalar expNonPositive(Scalar a);
/// 2^a, where a is known to be integral and not positive.
Scalar exp2Integral(Scalar a);
/// The larger of both; NaN if either is NaN.
Scalar larger(Scalar a, Scalar b);
Value isLess(Scalar a, Scalar b);
/// Neither is NaN, and a >= b.
Value isAtLeast(Scalar a, Scalar b);
Scalar select(Value condition, Scalar a, Scalar b);

using Scalars = SmallVector<Scalar>;
using Combine = function_ref<Scalars(ArrayRef<Scalar> a, ArrayRef<Scalar> b)>;

/// Emits the reduction of the tuples `points` over the iterators of `like`.
/// A tuple whose first state is that of no point gives way to the other one
/// bit for bit, so that `combine` sees none.
Scalars reduceTuple(ReduceOp like, ArrayRef<Scalar> points,
                    ArrayRef<double> identity, Combine combine);

/// The reduction of (1, x, 0, x - x) in the place of `sum`, in its type or that
/// of x, whichever is wider: x - x is 0, or NaN where x is no number.
Scalars reduceMoments(ImplicitLocOpBuilder &builder, ReduceOp sum, Value x,
                      Combine combine);

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_ALGORITHMS_TUPLE_H
