#include "BodyFacts.h"

#include "norm/Conversion/VectorMath.h"
#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

bool cpu::isPolynomial(Operation *op) {
  return isa<math::ExpOp, math::TanhOp, math::ErfOp, math::LogOp>(op);
}

static bool isMaximum(ReduceOp reduce) {
  return reduce.getKind() == vector::CombiningKind::MAXIMUMF ||
         reduce.getKind() == vector::CombiningKind::MAXNUMF;
}

bool cpu::isMaximumOfMagnitudes(ReduceOp reduce) {
  if (reduce.getKind() != vector::CombiningKind::MAXIMUMF)
    return false;
  Value operand = reduce.getOperand(0);
  while (auto widen = operand.getDefiningOp<arith::ExtFOp>())
    operand = widen.getIn();
  return operand.getDefiningOp<math::AbsFOp>() != nullptr;
}

/// bound >= z at every point, or one of them is NaN.
static bool isAtLeast(Value bound, Value z) {
  if (auto reduce = bound.getDefiningOp<ReduceOp>())
    return isMaximum(reduce) && reduce.getOperand(0) == z;
  if (auto larger = bound.getDefiningOp<arith::MaximumFOp>())
    return isAtLeast(larger.getLhs(), z) || isAtLeast(larger.getRhs(), z);
  APFloat scale(0.0), sameScale(0.0);
  Value plainBound = getPositivelyScaled(bound, scale);
  Value plain = getPositivelyScaled(z, sameScale);
  return plainBound && plain && scale.bitwiseIsEqual(sameScale) &&
         isAtLeast(plainBound, plain);
}

bool cpu::isNonPositive(Value value) {
  auto difference = value.getDefiningOp<arith::SubFOp>();
  return difference && isAtLeast(difference.getRhs(), difference.getLhs());
}

/// Whether a NaN of `source` makes `value` NaN, at the same point or, past a
/// sum, everywhere in the row.
static bool isStrictIn(Value value, Value source, bool pastSum) {
  if (value == source)
    return !pastSum;
  Operation *op = value.getDefiningOp();
  if (!op)
    return false;
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return reduce.getKind() == vector::CombiningKind::ADD &&
           isStrictIn(reduce.getOperand(0), source, /*pastSum=*/false);
  if (!isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
           arith::NegFOp, arith::TruncFOp, arith::ExtFOp, math::ExpOp,
           math::LogOp, math::SqrtOp>(op))
    return false;
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    return isStrictIn(operand, source, pastSum);
  });
}

bool cpu::carriesNaN(ReduceOp maximum) {
  if (!isMaximum(maximum) || !isa<FloatType>(maximum.getOperand(0).getType()))
    return false;
  auto yield = cast<YieldOp>(maximum->getBlock()->getTerminator());
  return llvm::all_of(yield.getValues(), [&](Value value) {
    return isStrictIn(value, maximum.getOperand(0), /*pastSum=*/true);
  });
}

/// Whether a value has no negative point.
static bool isNonNegative(Value value) {
  FloatAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return !constant.getValue().isNegative();
  Operation *op = value.getDefiningOp();
  if (!op)
    return false;
  if (auto mul = dyn_cast<arith::MulFOp>(op);
      mul && mul.getLhs() == mul.getRhs())
    return true;
  if (isa<math::AbsFOp, math::ExpOp, math::SqrtOp, math::RsqrtOp, CountOp>(op))
    return true;
  if (auto reduce = dyn_cast<ReduceOp>(op); reduce && !reduce.isNamed())
    return false;
  return isa<arith::AddFOp, arith::MulFOp, arith::DivFOp, arith::ExtFOp,
             arith::TruncFOp, ReduceOp>(op) &&
         llvm::all_of(op->getOperands(), isNonNegative);
}

/// Whether a value is only known to as few bits as bf16 has.
static bool isCoarse(Value value) {
  auto widen = value.getDefiningOp<arith::ExtFOp>();
  return widen && widen.getIn().getType().isBF16();
}

/// Whether the result of `op` has no larger relative error than `value`, one of
/// its operands, or one beside which the other operand's own is large.
static bool keepsRelativeError(Operation *op, Value value) {
  if (auto add = dyn_cast<arith::AddFOp>(op)) {
    Value other = add.getLhs() == value ? add.getRhs() : add.getLhs();
    return isCoarse(other) || (isNonNegative(value) && isNonNegative(other));
  }
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return reduce.isNamed() && (isMaximum(reduce) || isNonNegative(value));
  return isa<arith::MulFOp, arith::DivFOp, arith::NegFOp, arith::ExtFOp,
             arith::TruncFOp, arith::MaximumFOp, arith::MinimumFOp,
             math::AbsFOp, math::SqrtOp, math::RsqrtOp>(op);
}

static bool passesAlways(Operation *, Value) { return true; }

/// The bits of precision that results keep of a value; 0 for all. Integers keep
/// twice their width: a step of 1 is to be met where the value is rounded.
static unsigned precisionKept(Operation *op,
                              bool (*passes)(Operation *, Value)) {
  llvm::SetVector<Operation *> users;
  users.insert(op);
  unsigned bits = 0;
  for (unsigned i = 0; i < users.size(); ++i)
    for (OpOperand &use : users[i]->getUses()) {
      Operation *user = use.getOwner();
      if (isa<YieldOp>(user) || !passes(user, use.get()))
        return 0;
      Type type = user->getResult(0).getType();
      if (isa<arith::TruncFOp>(user))
        bits = std::max(bits, cast<FloatType>(type).getFPMantissaWidth());
      else if (isa<arith::FPToSIOp, arith::FPToUIOp>(user))
        bits = std::max(bits, 2 * type.getIntOrFloatBitWidth());
      else
        users.insert(user);
    }
  return bits;
}

bool cpu::allowsReciprocal(arith::DivFOp div) {
  return arith::bitEnumContainsAll(div.getFastmath(),
                                   arith::FastMathFlags::arcp);
}

bool cpu::mayTakeReciprocal(arith::DivFOp div) {
  if (allowsReciprocal(div))
    return true;
  auto type = cast<FloatType>(div.getType());
  unsigned kept = precisionKept(div, passesAlways);
  constexpr unsigned spare = 8;
  return kept && kept + spare <= type.getFPMantissaWidth();
}

/// Of what is not above 0 a result is a share of a row, whatever its errors;
/// elsewhere they must not grow, and are small.
static unsigned bitsOfExponential(Operation *bodyOp, bool nonpositive) {
  constexpr unsigned bitsOfF16 = 11;
  if (nonpositive)
    return precisionKept(bodyOp, passesAlways);
  unsigned bits = precisionKept(bodyOp, keepsRelativeError);
  return bits ? std::max(bits, bitsOfF16) : 0;
}

void cpu::hintPrecision(Operation *bodyOp, Operation *emitted) {
  OpBuilder builder(emitted);
  unsigned bits = 0;
  if (isa<math::ExpOp>(bodyOp)) {
    bool nonpositive = bodyOp->hasAttr(nonpositiveAttrName) ||
                       isNonPositive(bodyOp->getOperand(0));
    if (nonpositive)
      emitted->setAttr(nonpositiveAttrName, builder.getUnitAttr());
    bits = bitsOfExponential(bodyOp, nonpositive);
  } else if (isa<math::TanhOp, math::ErfOp>(bodyOp)) {
    bits = precisionKept(bodyOp, keepsRelativeError);
  }
  if (bits && bits <= 11)
    emitted->setAttr(bitsAttrName, builder.getI64IntegerAttr(bits));
}
