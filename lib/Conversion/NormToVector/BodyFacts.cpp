#include "BodyFacts.h"

#include "norm/Conversion/VectorMath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

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
  return false;
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

/// The bits of precision that results keep of a value; 0 for all.
static unsigned precisionKept(Operation *op) {
  llvm::SetVector<Operation *> users;
  users.insert(op);
  unsigned bits = 0;
  for (unsigned i = 0; i < users.size(); ++i)
    for (Operation *user : users[i]->getUsers()) {
      if (isa<YieldOp>(user))
        return 0;
      auto narrow = dyn_cast<arith::TruncFOp>(user);
      if (!narrow)
        users.insert(user);
      else
        bits = std::max(bits,
                        cast<FloatType>(narrow.getType()).getFPMantissaWidth());
    }
  return bits;
}

void cpu::hintExponential(Operation *bodyOp, Operation *emitted) {
  if (!bodyOp->hasAttr(nonpositiveAttrName) &&
      !isNonPositive(bodyOp->getOperand(0)))
    return;
  OpBuilder builder(emitted);
  emitted->setAttr(nonpositiveAttrName, builder.getUnitAttr());
  if (unsigned bits = precisionKept(bodyOp); bits && bits <= 11)
    emitted->setAttr(bitsAttrName, builder.getI64IntegerAttr(bits));
}
