#include "norm/IR/Formula.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;

// Terms: one op each.

template <typename OpTy, typename... Operands>
static Term emit(Term first, Operands... others) {
  Formula &f = *first.formula;
  return {&f, OpTy::create(f.getBuilder(), f.getLoc(), first.value, others...)};
}

/// A number in the type of the term that it meets.
static Term numberLike(Term term, double value) {
  Formula &f = *term.formula;
  FloatAttr attr = f.getBuilder().getFloatAttr(term.value.getType(), value);
  return {&f, arith::ConstantOp::create(f.getBuilder(), f.getLoc(), attr)};
}

Term norm::operator+(Term a, Term b) { return emit<arith::AddFOp>(a, b.value); }
Term norm::operator-(Term a, Term b) { return emit<arith::SubFOp>(a, b.value); }
Term norm::operator*(Term a, Term b) { return emit<arith::MulFOp>(a, b.value); }
Term norm::operator/(Term a, Term b) { return emit<arith::DivFOp>(a, b.value); }
Term norm::share(Term a, Term b) {
  return emit<arith::DivFOp>(a, b.value, arith::FastMathFlags::arcp);
}
Term norm::operator+(Term a, double b) { return a + numberLike(a, b); }
Term norm::operator-(Term a, double b) { return a - numberLike(a, b); }
Term norm::square(Term a) { return a * a; }
Term norm::abs(Term a) { return emit<math::AbsFOp>(a); }
Term norm::sqrt(Term a) { return emit<math::SqrtOp>(a); }
Term norm::rsqrt(Term a) { return emit<math::RsqrtOp>(a); }
Term norm::exp(Term a) { return emit<math::ExpOp>(a); }
Term norm::log(Term a) { return emit<math::LogOp>(a); }
Term norm::tanh(Term a) { return emit<math::TanhOp>(a); }
Term norm::erf(Term a) { return emit<math::ErfOp>(a); }
Term norm::max(Term a, Term b) { return emit<arith::MaximumFOp>(a, b.value); }
Term norm::max(Term a, double b) { return max(a, numberLike(a, b)); }

Term norm::equal(Term a, double b) {
  Formula &f = *a.formula;
  return {&f, arith::CmpFOp::create(f.getBuilder(), f.getLoc(),
                                    arith::CmpFPredicate::OEQ, a.value,
                                    numberLike(a, b).value)};
}

Term norm::select(Term condition, Term a, Term b) {
  return emit<arith::SelectOp>(condition, a.value, b.value);
}
Term norm::select(Term condition, Term a, double b) {
  return select(condition, a, numberLike(a, b));
}

// The formula.

Formula::Formula(NormalizationOpInterface op, OpBuilder &builder,
                 ValueRange arguments)
    : op(op), builder(builder), loc(op.getLoc()), arguments(arguments),
      compute(op.getComputeType()) {
  auto data = cast<FloatType>(op.getInput().getType().getElementType());
  NarrowMode narrow = op.getNarrowMode();
  after = narrow == NarrowMode::statistics ? data : compute;
  affineType = narrow == NarrowMode::last ? compute : data;
}

Value norm::detail::convertFloat(OpBuilder &builder, Location loc, Value value,
                                 Type elementType) {
  auto from = dyn_cast<FloatType>(getElementTypeOrSelf(value.getType()));
  auto to = dyn_cast<FloatType>(elementType);
  if (!from || !to || from == to)
    return value;
  auto shaped = dyn_cast<ShapedType>(value.getType());
  Type type = shaped ? Type(shaped.clone(to)) : to;
  if (from.getWidth() < to.getWidth())
    return arith::ExtFOp::create(builder, loc, type, value);
  if (from.getWidth() > to.getWidth())
    return arith::TruncFOp::create(builder, loc, type, value);
  // f16 and bf16 meet in f32, which holds both exactly.
  return convertFloat(builder, loc,
                      convertFloat(builder, loc, value, builder.getF32Type()),
                      to);
}

Value Formula::convert(Value value, Type type) {
  return detail::convertFloat(builder, loc, value, type);
}

Term Formula::argument(Value operand) {
  auto position = llvm::find(op->getOperands(), operand).getIndex();
  return {this, arguments[position]};
}

Term Formula::operand(Value operand) {
  return {this, convert(argument(operand).value, compute)};
}
Term Formula::parameter(Value operand) {
  return {this, convert(argument(operand).value, after)};
}
Term Formula::input() { return operand(op.getInput()); }
Term Formula::element() { return parameter(op.getInput()); }
Term Formula::statistic(Term value) {
  return {this, convert(value.value, after)};
}

Term Formula::constant(double value) {
  return {this, arith::ConstantOp::create(
                    builder, loc, builder.getFloatAttr(compute, value))};
}

Term Formula::index(int64_t dim) {
  return {this, IndexOp::create(builder, loc, builder.getIndexType(), dim)};
}

Term Formula::below(Term index, int64_t bound) {
  Value limit = arith::ConstantIndexOp::create(builder, loc, bound);
  return {this, arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult,
                                      index.value, limit)};
}

DenseI64ArrayAttr Formula::overAttr(ArrayRef<int64_t> dims) {
  return dims.empty() ? DenseI64ArrayAttr()
                      : builder.getDenseI64ArrayAttr(dims);
}

/// Over no dimensions, the row is the point itself.
bool Formula::isPoint(ArrayRef<int64_t> dims) {
  return dims.empty() && op.getReducedDims().empty();
}

Term Formula::count(ArrayRef<int64_t> dims) {
  if (isPoint(dims))
    return constant(1.0);
  return {this, CountOp::create(builder, loc, compute, overAttr(dims))};
}

Term Formula::reduce(vector::CombiningKind kind, Term value,
                     ArrayRef<int64_t> dims) {
  if (isPoint(dims))
    return value;
  auto reduce =
      ReduceOp::create(builder, loc, kind, value.value, overAttr(dims));
  return {this, reduce.getResult(0)};
}

Term Formula::sum(Term value, ArrayRef<int64_t> dims) {
  return reduce(vector::CombiningKind::ADD, value, dims);
}

Term Formula::maximum(Term value, ArrayRef<int64_t> dims) {
  return reduce(vector::CombiningKind::MAXIMUMF, value, dims);
}

Term Formula::mean(Term value, int64_t ddof, ArrayRef<int64_t> dims) {
  Term points = count(dims);
  return sum(value, dims) / (ddof ? points - double(ddof) : points);
}

Term Formula::over(Term numerator, Term power, double epsilon, EpsilonMode mode,
                   Power p) {
  auto root = [&](Term value) {
    return p == Power::second ? sqrt(value) : value;
  };
  switch (mode) {
  case EpsilonMode::inside:
    if (p == Power::second)
      return numerator * rsqrt(power + epsilon);
    return numerator / (power + epsilon);
  case EpsilonMode::outside:
    return numerator / (root(power) + epsilon);
  case EpsilonMode::clamp:
    return numerator / max(root(power), epsilon);
  }
  llvm_unreachable("all modes are handled");
}

Formula::Standardized Formula::standardize(double epsilon, EpsilonMode mode,
                                           int64_t ddof) {
  Term x = input();
  Term mean = this->mean(x);
  Term variance = this->mean(square(x - mean), ddof);
  Term centered = element() - statistic(mean);
  return {over(centered, statistic(variance), epsilon, mode), mean, variance};
}

Term Formula::affine(Term y, Value scale, Value bias) {
  y.value = convert(y.value, affineType);
  if (scale)
    y = y * Term{this, convert(argument(scale).value, affineType)};
  if (bias)
    y = y + Term{this, convert(argument(bias).value, affineType)};
  return y;
}
