// How a definition is written so that it reads like the formula.
#ifndef NORM_IR_FORMULA_H
#define NORM_IR_FORMULA_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

namespace detail {
/// A float, or a tensor of floats, in another float type: widened, or rounded
/// once. Everything else as it is.
Value convertFloat(OpBuilder &builder, Location loc, Value value,
                   Type elementType);
} // namespace detail

/// A scalar of the body that is being written. Arithmetic on terms emits ops;
/// a plain number takes the type of the term that it meets.
struct Term {
  Formula *formula = nullptr;
  Value value;
};

Term operator+(Term a, Term b);
Term operator-(Term a, Term b);
Term operator*(Term a, Term b);
Term operator/(Term a, Term b);
Term operator+(Term a, double b);
Term operator-(Term a, double b);
/// a / b for a b whose reciprocal neither overflows nor is subnormal, so that
/// a product with it will do.
Term share(Term a, Term b);
Term square(Term a);
Term abs(Term a);
Term sqrt(Term a);
Term rsqrt(Term a);
Term exp(Term a);
Term log(Term a);
Term tanh(Term a);
Term erf(Term a);
/// The larger of both; NaN if either is NaN.
Term max(Term a, Term b);
Term max(Term a, double b);
/// Whether both are ordered and equal, as i1.
Term equal(Term a, double b);
Term select(Term condition, Term a, Term b);
Term select(Term condition, Term a, double b);

/// Writes the body of one `norm.generic`: gives the op's operands as scalars
/// and the reductions over its row. Statistics are taken in `compute`; what
/// follows them is in the type that the op's `narrow` asks for.
class Formula {
public:
  /// Which power of the denominator a statistic is: d or d^2.
  enum class Power { first, second };

  /// `arguments` are the scalars of the op's operands, in order.
  Formula(NormalizationOpInterface op, OpBuilder &builder,
          ValueRange arguments);

  /// The input at the point, in `compute`: what statistics are taken of.
  Term input();
  /// The input at the point, in the type of what follows the statistics.
  Term element();
  /// An operand of the op at the point, in `compute` (i1 stays).
  Term operand(Value operand);
  /// An operand in the type of what follows the statistics.
  Term parameter(Value operand);
  /// A statistic as what follows it sees it.
  Term statistic(Term value);

  Term constant(double value);
  Term index(int64_t dim);
  /// Number of points of the row (or of the named dims), in `compute`.
  Term count(ArrayRef<int64_t> dims = {});
  /// Whether an index lies below a bound.
  Term below(Term index, int64_t bound);

  Term sum(Term value, ArrayRef<int64_t> dims = {});
  Term maximum(Term value, ArrayRef<int64_t> dims = {});
  /// The sum over n - ddof.
  Term mean(Term value, int64_t ddof = 0, ArrayRef<int64_t> dims = {});

  /// numerator / d with the epsilon of the op, d^p = `power`.
  Term over(Term numerator, Term power, double epsilon, EpsilonMode mode,
            Power p = Power::second);
  /// (x - E[x]) / sqrt(Var[x] + epsilon) over the row, and its statistics in
  /// `compute`; the variance has divisor n - ddof.
  struct Standardized {
    Term y, mean, variance;
  };
  Standardized standardize(double epsilon, EpsilonMode mode, int64_t ddof = 0);

  /// y * scale + bias, each where present, rounded as `narrow` says.
  Term affine(Term y, Value scale, Value bias);

  /// The value in another float type: widened, or rounded once.
  Value convert(Value value, Type type);

  OpBuilder &getBuilder() { return builder; }
  Location getLoc() { return loc; }
  FloatType getComputeType() { return compute; }

private:
  Term argument(Value operand);
  DenseI64ArrayAttr overAttr(ArrayRef<int64_t> dims);
  bool isPoint(ArrayRef<int64_t> dims);
  Term reduce(vector::CombiningKind kind, Term value, ArrayRef<int64_t> dims);

  NormalizationOpInterface op;
  OpBuilder &builder;
  Location loc;
  ValueRange arguments;
  FloatType compute;
  /// The type of what follows the statistics.
  FloatType after;
  /// The type that scale and bias are applied in.
  FloatType affineType;
};

} // namespace mlir::norm

#endif // NORM_IR_FORMULA_H
