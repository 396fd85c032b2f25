// Reductions in lanes: accumulators, their merging, and the last one.
#include "BodyEmitter.h"
#include "BodyFacts.h"

#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;
using vector::CombiningKind;

static Value splat(OpBuilder &builder, Location loc, TypedAttr value,
                   Type type) {
  auto vectorType = dyn_cast<VectorType>(type);
  if (!vectorType)
    return arith::ConstantOp::create(builder, loc, value);
  return arith::ConstantOp::create(
      builder, loc, vectorType,
      DenseElementsAttr::get(vectorType, Attribute(value)));
}

SmallVector<Value> BodyEmitter::identities(ReduceOp reduce) {
  return llvm::map_to_vector(getIdentities(reduce), [&](TypedAttr identity) {
    return splat(builder, loc, identity, vectorOf(identity.getType()));
  });
}

/// The combiner's body on vectors of any length.
static SmallVector<Value> combineTuple(OpBuilder &builder, ReduceOp reduce,
                                       ValueRange a, ValueRange b) {
  Location loc = reduce.getLoc();
  auto type = dyn_cast<VectorType>(a.front().getType());
  if (!type)
    return combine(builder, reduce, a, b);
  Block &block = reduce.getCombiner().front();
  IRMapping mapping;
  mapping.map(block.getArguments().take_front(a.size()), a);
  mapping.map(block.getArguments().take_back(b.size()), b);
  for (Operation &op : block.without_terminator()) {
    TypedAttr constant;
    SmallVector<Type> types =
        llvm::map_to_vector(op.getResultTypes(), [&](Type scalar) -> Type {
          return type.clone(scalar);
        });
    if (matchPattern(&op, m_Constant(&constant))) {
      mapping.map(op.getResult(0), splat(builder, loc, constant, types[0]));
      continue;
    }
    SmallVector<Value> operands = llvm::map_to_vector(
        op.getOperands(), [&](Value v) { return mapping.lookup(v); });
    Operation *wide = builder.create(loc, op.getName().getIdentifier(),
                                     operands, types, op.getAttrs());
    mapping.map(op.getResults(), wide->getResults());
  }
  return llvm::map_to_vector(block.getTerminator()->getOperands(),
                             [&](Value v) { return mapping.lookup(v); });
}

/// Without a sign, floats are in the order of their encodings, NaN above all;
/// the identity, -inf, is below.
static Value largerMagnitude(OpBuilder &builder, Location loc, Value a,
                             Value b) {
  Type type = a.getType();
  Type element = getElementTypeOrSelf(type);
  Type bits = builder.getIntegerType(element.getIntOrFloatBitWidth());
  if (auto vector = dyn_cast<VectorType>(type))
    bits = vector.clone(bits);
  Value x = arith::BitcastOp::create(builder, loc, bits, a);
  Value y = arith::BitcastOp::create(builder, loc, bits, b);
  Value larger = arith::MaxSIOp::create(builder, loc, x, y);
  return arith::BitcastOp::create(builder, loc, type, larger);
}

SmallVector<Value> BodyEmitter::merge(ReduceOp reduce, ValueRange a,
                                      ValueRange b) {
  if (!reduce.isNamed())
    return combineTuple(builder, reduce, a, b);
  if (isMaximumOfMagnitudes(reduce))
    return {largerMagnitude(builder, loc, a.front(), b.front())};
  if (!carriesNaN(reduce))
    return combine(builder, reduce, a, b);
  // One instruction; a NaN is dropped here and comes back with the sum.
  Value larger = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT,
                                       b.front(), a.front());
  return {arith::SelectOp::create(builder, loc, larger, b.front(), a.front())};
}

SmallVector<Value> BodyEmitter::accumulate(ReduceOp reduce, ValueRange states,
                                           Cell cell) {
  Value mask = maskOf(cell);
  Value operand = spaces.resolve(reduce.getOperand(0));
  auto product = operand.getDefiningOp<arith::MulFOp>();
  bool fuses = fma && !mask && states.front() && product &&
               product->hasOneUse() && isVector(product) &&
               reduce.getKind() == CombiningKind::ADD &&
               (product.getType().isF32() || product.getType().isF64());
  if (fuses) {
    Value a = getVector(product.getLhs(), cell);
    Value b = getVector(product.getRhs(), cell);
    return {math::FmaOp::create(builder, loc, a, b, states.front())};
  }
  // Without a state yet, the point is the first one.
  bool isFirst = !states.front();
  SmallVector<Value> points, identity = identities(reduce);
  for (auto [i, value] : llvm::enumerate(reduce.getOperands())) {
    Value point = getVector(value, cell);
    if (mask)
      point = arith::SelectOp::create(builder, loc, mask, point, identity[i]);
    points.push_back(point);
  }
  return isFirst ? points : merge(reduce, states, points);
}

/// Halves onto halves, so that the order depends on the lanes alone.
SmallVector<Value> BodyEmitter::reduceLanes(ReduceOp reduce,
                                            SmallVector<Value> states) {
  for (unsigned width = lanes / 2; width > 0; width /= 2) {
    SmallVector<Value> low, high;
    for (Value state : states) {
      low.push_back(vector::ExtractStridedSliceOp::create(
          builder, loc, state, ArrayRef<int64_t>{0}, ArrayRef<int64_t>{width},
          ArrayRef<int64_t>{1}));
      high.push_back(vector::ExtractStridedSliceOp::create(
          builder, loc, state, ArrayRef<int64_t>{width},
          ArrayRef<int64_t>{width}, ArrayRef<int64_t>{1}));
    }
    states = merge(reduce, low, high);
  }
  return firstLane(states);
}

SmallVector<Value> BodyEmitter::firstLane(ArrayRef<Value> states) {
  return llvm::map_to_vector(states, [&](Value state) -> Value {
    return vector::ExtractOp::create(builder, loc, state, ArrayRef<int64_t>{0});
  });
}
