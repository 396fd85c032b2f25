#include "Tuple.h"

#include "norm/Conversion/VectorMath.h"
#include "norm/IR/Formula.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

// Scalars: one op each.

template <typename OpTy, typename... Operands>
static Scalar emit(Scalar first, Operands... others) {
  return {first.builder,
          OpTy::create(*first.builder, first.value, others...).getResult()};
}

Scalar Scalar::like(double number) const {
  FloatAttr attr = builder->getFloatAttr(type(), number);
  return {builder, arith::ConstantOp::create(*builder, attr)};
}

Scalar Scalar::as(FloatType type) const {
  return {builder,
          norm::detail::convertFloat(*builder, builder->getLoc(), value, type)};
}

Scalar cpu::operator+(Scalar a, Scalar b) {
  return emit<arith::AddFOp>(a, b.value);
}
Scalar cpu::operator-(Scalar a, Scalar b) {
  return emit<arith::SubFOp>(a, b.value);
}
Scalar cpu::operator*(Scalar a, Scalar b) {
  return emit<arith::MulFOp>(a, b.value);
}
Scalar cpu::operator/(Scalar a, Scalar b) {
  return emit<arith::DivFOp>(a, b.value);
}
Scalar cpu::operator*(double a, Scalar b) { return b.like(a) * b; }
Scalar cpu::operator-(Scalar a) { return emit<arith::NegFOp>(a); }
Scalar cpu::absolute(Scalar a) { return emit<math::AbsFOp>(a); }
Scalar cpu::exp(Scalar a) { return emit<math::ExpOp>(a); }
Scalar cpu::roundToInteger(Scalar a) { return emit<math::RoundEvenOp>(a); }
Scalar cpu::fma(Scalar a, Scalar b, Scalar c) {
  return emit<math::FmaOp>(a, b.value, c.value);
}

/// What `norm-vector-math` may count on.
static Scalar withHint(Scalar result, StringRef hint) {
  result.value.getDefiningOp()->setAttr(hint, result.builder->getUnitAttr());
  return result;
}

Scalar cpu::expNonPositive(Scalar a) {
  return withHint(exp(a), nonpositiveAttrName);
}
Scalar cpu::exp2Integral(Scalar a) {
  return withHint(emit<math::Exp2Op>(a), integralAttrName);
}

Scalar cpu::larger(Scalar a, Scalar b) {
  return emit<arith::MaximumFOp>(a, b.value);
}

static Value compare(arith::CmpFPredicate predicate, Scalar a, Scalar b) {
  return arith::CmpFOp::create(*a.builder, predicate, a.value, b.value);
}

Value cpu::isLess(Scalar a, Scalar b) {
  return compare(arith::CmpFPredicate::OLT, a, b);
}
Value cpu::isAtLeast(Scalar a, Scalar b) {
  return compare(arith::CmpFPredicate::OGE, a, b);
}

Scalar cpu::select(Value condition, Scalar a, Scalar b) {
  return {a.builder,
          arith::SelectOp::create(*a.builder, condition, a.value, b.value)};
}

// Tuples.

static SmallVector<Value> combineUnlessNone(ImplicitLocOpBuilder &builder,
                                            ValueRange arguments,
                                            double identity, Combine combine) {
  auto scalars = llvm::map_to_vector(
      arguments, [&](Value value) { return Scalar{&builder, value}; });
  size_t size = scalars.size() / 2;
  ArrayRef<Scalar> a = ArrayRef(scalars).take_front(size);
  ArrayRef<Scalar> b = ArrayRef(scalars).take_back(size);
  Scalar none = a.front().like(identity);
  Value isNoneA = compare(arith::CmpFPredicate::OEQ, a.front(), none);
  Value isNoneB = compare(arith::CmpFPredicate::OEQ, b.front(), none);
  SmallVector<Value> combined;
  for (auto [x, y, both] : llvm::zip_equal(a, b, combine(a, b)))
    combined.push_back(select(isNoneA, y, select(isNoneB, x, both)).value);
  return combined;
}

Scalars cpu::reduceTuple(ReduceOp like, ArrayRef<Scalar> points,
                         ArrayRef<double> identity, Combine combine) {
  ImplicitLocOpBuilder &builder = *points.front().builder;
  SmallVector<Value> operands;
  SmallVector<Type> types;
  SmallVector<Attribute> none;
  for (auto [point, number] : llvm::zip_equal(points, identity)) {
    operands.push_back(point.value);
    types.push_back(point.type());
    none.push_back(builder.getFloatAttr(point.type(), number));
  }
  auto reduce =
      ReduceOp::create(builder, types, operands, vector::CombiningKindAttr(),
                       builder.getArrayAttr(none), like.getIteratorsAttr());

  OpBuilder::InsertionGuard guard(builder);
  SmallVector<Type> arguments(types);
  llvm::append_range(arguments, types);
  SmallVector<Location> locations(arguments.size(), builder.getLoc());
  Block *block =
      builder.createBlock(&reduce.getCombiner(), {}, arguments, locations);
  YieldOp::create(builder, combineUnlessNone(builder, block->getArguments(),
                                             identity.front(), combine));
  return llvm::map_to_vector(reduce.getResults(), [&](Value state) {
    return Scalar{points.front().builder, state};
  });
}

Scalars cpu::reduceMoments(ImplicitLocOpBuilder &builder, ReduceOp sum,
                           Value point, Combine combine) {
  auto type = cast<FloatType>(sum.getResult(0).getType());
  Scalar x = Scalar{&builder, point};
  if (x.type().getWidth() < type.getWidth())
    x = x.as(type);
  return reduceTuple(sum, {x.like(1.0), x, x.like(0.0), x - x},
                     {0.0, 0.0, 0.0, 0.0}, combine);
}
