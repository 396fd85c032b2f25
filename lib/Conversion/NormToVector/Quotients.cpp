// Many divisions by one value as products with its reciprocal.
#include "BodyEmitter.h"
#include "BodyFacts.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

static Value constantLike(OpBuilder &builder, Value like, double value) {
  TypedAttr scalar =
      builder.getFloatAttr(getElementTypeOrSelf(like.getType()), value);
  auto type = dyn_cast<VectorType>(like.getType());
  if (type)
    scalar = DenseElementsAttr::get(type, Attribute(scalar));
  return arith::ConstantOp::create(builder, like.getLoc(), scalar);
}

/// 2^64 for a b so small that 1 / b might be infinite where a / b is not, and 1
/// for others: a factor that is exact on both.
static Value scaleOf(OpBuilder &builder, Value b) {
  Location loc = b.getLoc();
  Value size = math::AbsFOp::create(builder, loc, b);
  Value isSmall =
      arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, size,
                            constantLike(builder, b, 0x1p-64));
  return arith::SelectOp::create(builder, loc, isSmall,
                                 constantLike(builder, b, 0x1p64),
                                 constantLike(builder, b, 1.0));
}

static Value widenLike(OpBuilder &builder, Value value, Value like) {
  if (value.getType() == like.getType())
    return value;
  return vector::BroadcastOp::create(builder, like.getLoc(), like.getType(),
                                     value);
}

/// a / b as a * (1 / b), where b is one of many a's. Without the license of the
/// definition, b may be small.
Value BodyEmitter::emitReciprocal(Operation *op, Cell cell) {
  auto div = dyn_cast<arith::DivFOp>(op);
  if (!div || levelOf(div.getRhs()) == levelOf(div) || !mayTakeReciprocal(div))
    return {};
  Value a = get(div.getLhs(), cell), b = get(div.getRhs(), cell);
  unsigned level = levelOf(div.getRhs());
  auto once = [&](unsigned mark, function_ref<Value()> emit) {
    Key key = keyOf(div.getRhs(), cell);
    std::get<2>(key) |= mark;
    Value &known = levels[level].known[key];
    moveTo(level);
    return known ? known : known = emit();
  };
  Value scale, scaled = b;
  unsigned mark = reciprocalKey;
  if (!allowsReciprocal(div)) {
    mark |= scaleKey;
    scale = once(scaleKey, [&] { return scaleOf(builder, b); });
  }
  Value reciprocal = once(mark, [&]() -> Value {
    if (scale)
      scaled = arith::MulFOp::create(builder, loc, b, scale);
    return arith::DivFOp::create(builder, loc, constantLike(builder, b, 1.0),
                                 scaled);
  });
  moveTo(levelOf(div));
  if (scale)
    a = arith::MulFOp::create(builder, loc, a, widenLike(builder, scale, a));
  return arith::MulFOp::create(builder, loc, a,
                               widenLike(builder, reciprocal, a));
}
