// Scalar operations as polynomials.

#include "norm/Transforms/Raise/NormalForm.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace mlir::norm::raise;

Rational norm::raise::toRational(const APFloat &value) {
  if (value.isZero())
    return Rational(0);
  // value = significand * 2^exponent with an integer significand.
  int exponent =
      ilogb(value) - int(APFloat::semanticsPrecision(value.getSemantics())) + 1;
  APFloat scaled = scalbn(value, -exponent, APFloat::rmNearestTiesToEven);
  llvm::APSInt significand(APFloat::semanticsPrecision(value.getSemantics()) +
                               2,
                           /*isUnsigned=*/false);
  bool isExact = false;
  scaled.convertToInteger(significand, APFloat::rmTowardZero, &isExact);
  llvm::DynamicAPInt number(static_cast<const APInt &>(significand));
  llvm::DynamicAPInt scale(
      APInt::getOneBitSet(std::abs(exponent) + 2, std::abs(exponent)));
  return presburger::reduce(exponent < 0 ? Rational(number, scale)
                                         : Rational(number * scale));
}

std::optional<double> norm::raise::toDouble(const Rational &value) {
  // Long division would round; find the candidate in floating point and test.
  auto approximate = [](llvm::DynamicAPInt number) {
    double result = 0, unit = 1;
    for (llvm::DynamicAPInt base(int64_t(1) << 32); number != 0;
         number = number / base, unit *= 4294967296.0)
      result += unit * double(int64_t(number % base));
    return result;
  };
  double quotient = approximate(value.num) / approximate(value.den);
  if (!std::isfinite(quotient) || toRational(APFloat(quotient)) != value)
    return std::nullopt;
  return quotient;
}

/// True if the constant is N or 1/N up to 4 ulp of its own type.
static bool isNear(const Rational &value, const Rational &ideal,
                   const APFloat &constant) {
  APFloat next(constant);
  next.next(/*nextDown=*/constant.isNegative());
  if (!next.isFinite())
    return false;
  Rational ulp = presburger::abs(toRational(next) - value);
  return presburger::abs(value - ideal) <= ulp * Rational(4);
}

static bool isNegativeInfinity(const Poly &poly) {
  const Term *term = poly.asTerm();
  if (!term || term->monomial.size() != 1)
    return false;
  auto value = dyn_cast_or_null<FloatAttr>(term->monomial[0].atom->attributes);
  return value && value.getValue().isInfinity() &&
         value.getValue().isNegative();
}

Poly NormalForm::readConstant(const Node *node) {
  TypedAttr constant = node->meaning.constant;
  if (auto integer = dyn_cast<IntegerAttr>(constant))
    return algebra.constant(Rational(llvm::DynamicAPInt(integer.getValue())));
  const APFloat &value = cast<FloatAttr>(constant).getValue();
  if (!value.isFinite()) {
    Type f64 = Float64Type::get(constant.getContext());
    double wide = value.isNaN()        ? NAN
                  : value.isNegative() ? -INFINITY
                                       : INFINITY;
    return algebra.special(node, FloatAttr::get(f64, wide));
  }
  Rational exact = toRational(value);
  for (int64_t count : counts)
    for (const Rational &ideal : {Rational(count), Rational(1, count)})
      if (isNear(exact, ideal, value))
        return algebra.constant(ideal);
  return algebra.constant(exact);
}

/// Every element is -inf exactly if their maximum is; a NaN denies both.
std::optional<Poly> NormalForm::readEmptyRow(const Node *node, const Poly &body,
                                             ArrayRef<Bound> bound) {
  const Term *term = body.asTerm();
  if (node->meaning.combiner != vector::CombiningKind::AND || !term ||
      term->monomial.size() != 1 || term->coefficient != Rational(1))
    return std::nullopt;
  const Atom *test = term->monomial[0].atom;
  auto compare = test->kind == Atom::Apply && test->node->is(Meaning::Map)
                     ? dyn_cast<arith::CmpFOp>(test->node->meaning.op)
                     : arith::CmpFOp();
  if (!compare || compare.getPredicate() != arith::CmpFPredicate::OEQ ||
      !isNegativeInfinity(test->args[1]))
    return std::nullopt;
  Poly maximum =
      algebra.reduce(vector::CombiningKind::MAXIMUMF, test->args[0], bound);
  return algebra.apply(test->node, {maximum, test->args[1]});
}

Poly NormalForm::readReduction(const Node *node) {
  Poly body = at(node->operands[0]);
  SmallVector<Bound> bound;
  for (auto [i, extent] : llvm::enumerate(node->bound()))
    bound.push_back({node->numParams + unsigned(i), extent});
  if (std::optional<Poly> empty = readEmptyRow(node, body, bound))
    return *empty;
  return algebra.reduce(node->meaning.combiner, body, bound);
}

/// `base ^ exponent` for a constant exponent.
Poly NormalForm::readPower(const Node *node) {
  Poly base = at(node->operands[0]), exponent = at(node->operands[1]);
  if (std::optional<Rational> constant = exponent.asConstant())
    return algebra.power(base, *constant);
  return algebra.apply(node, {base, exponent});
}

/// A selection of the greater or smaller of two compared numbers.
Poly NormalForm::readSelect(const Node *node) {
  const Operand &condition = node->operands[0];
  Poly yes = at(node->operands[1]), no = at(node->operands[2]);
  auto compare = condition.node->is(Meaning::Map)
                     ? dyn_cast<arith::CmpFOp>(condition.node->meaning.op)
                     : arith::CmpFOp();
  if (!compare)
    return algebra.apply(node, {at(condition), yes, no});
  Algebra::Renaming place;
  for (auto [i, vars] : llvm::enumerate(condition.index))
    place[i] = vars;
  Poly left = algebra.rename(at(condition.node->operands[0]), place);
  Poly right = algebra.rename(at(condition.node->operands[1]), place);
  bool isStraight = left == yes && right == no;
  if (!isStraight && !(left == no && right == yes))
    return algebra.apply(node, {at(condition), yes, no});
  using P = arith::CmpFPredicate;
  switch (compare.getPredicate()) {
  case P::OGT:
  case P::OGE:
  case P::UGT:
  case P::UGE:
    return isStraight ? algebra.max(yes, no) : algebra.min(yes, no);
  case P::OLT:
  case P::OLE:
  case P::ULT:
  case P::ULE:
    return isStraight ? algebra.min(yes, no) : algebra.max(yes, no);
  default:
    return algebra.apply(node, {at(condition), yes, no});
  }
}

Poly NormalForm::readMap(const Node *node) {
  auto arg = [&](unsigned i) { return at(node->operands[i]); };
  return TypeSwitch<Operation *, Poly>(node->meaning.op)
      .Case([&](arith::AddFOp) { return algebra.add(arg(0), arg(1)); })
      .Case([&](arith::SubFOp) { return algebra.subtract(arg(0), arg(1)); })
      .Case([&](arith::MulFOp) { return algebra.multiply(arg(0), arg(1)); })
      .Case([&](arith::DivFOp) {
        return algebra.multiply(arg(0), algebra.power(arg(1), Rational(-1)));
      })
      .Case([&](arith::NegFOp) { return algebra.scale(arg(0), Rational(-1)); })
      .Case<arith::ExtFOp, arith::TruncFOp, arith::SIToFPOp,
            arith::IndexCastOp>([&](auto) { return arg(0); })
      .Case([&](math::SqrtOp) { return algebra.power(arg(0), Rational(1, 2)); })
      .Case(
          [&](math::RsqrtOp) { return algebra.power(arg(0), Rational(-1, 2)); })
      .Case<math::PowFOp, math::FPowIOp>([&](auto) { return readPower(node); })
      .Case([&](math::ExpOp) { return algebra.exp(arg(0)); })
      .Case([&](math::LogOp) { return algebra.log(arg(0)); })
      .Case([&](math::AbsFOp) { return algebra.abs(arg(0)); })
      .Case<arith::MaximumFOp, arith::MaxNumFOp>([&](auto) {
        if (isNegativeInfinity(arg(0)) || isNegativeInfinity(arg(1)))
          return isNegativeInfinity(arg(0)) ? arg(1) : arg(0);
        return algebra.max(arg(0), arg(1));
      })
      .Case<arith::MinimumFOp, arith::MinNumFOp>(
          [&](auto) { return algebra.min(arg(0), arg(1)); })
      .Case([&](arith::SelectOp) { return readSelect(node); })
      .Default([&](Operation *) {
        std::vector<Poly> arguments;
        for (const Operand &operand : node->operands)
          arguments.push_back(at(operand));
        return algebra.apply(node, std::move(arguments));
      });
}

static Poly loadOf(const Node *node, Algebra &algebra) {
  Index index;
  for (unsigned param = 0; param < node->numParams; ++param)
    index.push_back({param});
  return algebra.load(node, index);
}

Poly NormalForm::read(const Node *node) {
  if (cuts.contains(node))
    return loadOf(node, algebra);
  switch (node->meaning.kind) {
  case Meaning::Leaf:
  case Meaning::Position:
    return loadOf(node, algebra);
  case Meaning::Constant:
    return readConstant(node);
  case Meaning::Extent:
    return algebra.count(
        node->operands[0].node,
        cast<IntegerAttr>(node->meaning.attributes).getValue().getZExtValue());
  case Meaning::Map:
    return readMap(node);
  case Meaning::Reduce:
    return readReduction(node);
  }
  llvm_unreachable("every kind of node is listed");
}

const Poly &NormalForm::of(const Node *node) {
  auto known = forms.find(node);
  if (known != forms.end())
    return *known->second;
  Poly form = read(node);
  if (form.large)
    form = loadOf(node, algebra);
  return *forms.insert_or_assign(node, std::make_unique<Poly>(std::move(form)))
              .first->second;
}

Poly NormalForm::at(const Operand &operand) {
  Algebra::Renaming names;
  for (auto [i, vars] : llvm::enumerate(operand.index))
    if (vars != Vars{unsigned(i)})
      names[i] = vars;
  const Poly &form = of(operand.node);
  return names.empty() ? form : algebra.rename(form, names);
}
