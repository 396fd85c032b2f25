// Reductions that wait for another one of the same row, by their structure.
#include "Algorithms.h"

#include "../BodySpaces.h"

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Analysis/TopologicalSortUtils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;
using vector::CombiningKind;

/// Sees through a widening, and a rounding that leaves 32 bits at least.
static Value behindCasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(op) ||
        value.getType().getIntOrFloatBitWidth() < 32)
      break;
    value = op->getOperand(0);
  }
  return value;
}

template <typename OpTy> static OpTy definedBy(Value value) {
  return behindCasts(value).getDefiningOp<OpTy>();
}

static bool areSame(Value a, Value b) {
  return behindCasts(a) == behindCasts(b);
}

static bool isReduce(ReduceOp reduce, CombiningKind kind) {
  return reduce && reduce.getKind() == kind &&
         isa<FloatType>(reduce.getOperand(0).getType());
}

// Moments.

/// The number of points of the iterators, 0 where it is not known.
static int64_t staticCount(GenericOp op, ArrayRef<int64_t> iterators) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  int64_t count = 1;
  for (int64_t iterator : iterators)
    count *= ShapedType::isDynamic(ranges[iterator]) ? 0 : ranges[iterator];
  return count;
}

/// Whether `value` is the count of the points that `sum` runs over.
static bool isCount(Value value, ReduceOp sum) {
  value = behindCasts(value);
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::SIToFPOp, arith::UIToFPOp, arith::IndexCastOp,
             arith::IndexCastUIOp>(op))
      break;
    value = op->getOperand(0);
  }
  SmallVector<int64_t> iterators = sum.getReducedIterators();
  if (auto count = value.getDefiningOp<CountOp>())
    return count.getCountedIterators() == iterators;
  APFloat number(0.0);
  int64_t count = staticCount(sum->getParentOfType<GenericOp>(), iterators);
  return count != 0 && matchPattern(value, m_ConstantFloat(&number)) &&
         number.convertToDouble() == static_cast<double>(count);
}

/// Whether `value` is 1 / count, as an op or as a constant.
static bool isReciprocalCount(Value value, ReduceOp sum) {
  if (auto div = definedBy<arith::DivFOp>(value))
    return matchPattern(div.getLhs(), m_OneFloat()) &&
           isCount(div.getRhs(), sum);
  APFloat number(0.0);
  int64_t count =
      staticCount(sum->getParentOfType<GenericOp>(), sum.getReducedIterators());
  if (count == 0 || !matchPattern(value, m_ConstantFloat(&number)))
    return false;
  APFloat expected(1.0 / static_cast<double>(count));
  bool losesInfo = false;
  expected.convert(number.getSemantics(), APFloat::rmNearestTiesToEven,
                   &losesInfo);
  return number == expected;
}

/// Whether `value` is the mean of x over the iterators of `like`.
static bool isMean(Value value, Value x, ReduceOp like) {
  auto isSumOfX = [&](Value summed) {
    auto sum = definedBy<ReduceOp>(summed);
    return isReduce(sum, CombiningKind::ADD) && areSame(sum.getOperand(0), x) &&
           sum.getReducedIterators() == like.getReducedIterators();
  };
  if (auto div = definedBy<arith::DivFOp>(value))
    return isSumOfX(div.getLhs()) && isCount(div.getRhs(), like);
  auto mul = definedBy<arith::MulFOp>(value);
  return mul &&
         ((isSumOfX(mul.getLhs()) && isReciprocalCount(mul.getRhs(), like)) ||
          (isSumOfX(mul.getRhs()) && isReciprocalCount(mul.getLhs(), like)));
}

SmallVector<CentralSum> cpu::findCentralSums(GenericOp op) {
  SmallVector<CentralSum> found;
  for (auto sum : op.getBody()->getOps<ReduceOp>()) {
    if (!isReduce(sum, CombiningKind::ADD))
      continue;
    auto square = definedBy<arith::MulFOp>(sum.getOperand(0));
    if (!square || !areSame(square.getLhs(), square.getRhs()))
      continue;
    auto centered = definedBy<arith::SubFOp>(square.getLhs());
    if (!centered)
      continue;
    for (auto [x, mean] : {std::pair(centered.getLhs(), centered.getRhs()),
                           std::pair(centered.getRhs(), centered.getLhs())})
      if (isMean(mean, x, sum)) {
        found.push_back({sum, x});
        break;
      }
  }
  return found;
}

// Exponentials.

static bool dependsOn(Value value, Operation *producer) {
  llvm::SetVector<Operation *> slice;
  BackwardSliceOptions options;
  options.inclusive = true;
  (void)getBackwardSlice(value, &slice, options);
  return slice.contains(producer);
}

/// What exp(z - about) is taken about, or null.
static Value exponentialAbout(Value value, Value z) {
  auto exp = definedBy<math::ExpOp>(value);
  auto shifted =
      exp ? definedBy<arith::SubFOp>(exp.getOperand()) : arith::SubFOp();
  return shifted && areSame(shifted.getLhs(), z) ? shifted.getRhs() : Value();
}

static std::optional<ExponentialSum> readSum(ReduceOp sum, ReduceOp maximum,
                                             const BodySpaces &spaces) {
  ExponentialSum found{
      sum, {}, exponentialAbout(sum.getOperand(0), maximum.getOperand(0))};
  if (auto product = definedBy<arith::MulFOp>(sum.getOperand(0)))
    for (auto [factor, weight] :
         {std::pair(product.getLhs(), product.getRhs()),
          std::pair(product.getRhs(), product.getLhs())})
      if (Value about = exponentialAbout(factor, maximum.getOperand(0)))
        found = {sum, weight, about};
  if (!found.about || !dependsOn(found.about, maximum) ||
      (found.weight && dependsOn(found.weight, maximum)))
    return std::nullopt;
  if (spaces.of(found.about).anyCommon(spaces.reducedBy(maximum)))
    return std::nullopt;
  return found;
}

SmallVector<ExponentialSums> cpu::findExponentialSums(GenericOp op) {
  SmallVector<ExponentialSums> found;
  BodySpaces spaces(op);
  for (auto maximum : op.getBody()->getOps<ReduceOp>()) {
    if (!isReduce(maximum, CombiningKind::MAXIMUMF) &&
        !isReduce(maximum, CombiningKind::MAXNUMF))
      continue;
    ExponentialSums sums{maximum, {}};
    for (auto sum : op.getBody()->getOps<ReduceOp>()) {
      if (!isReduce(sum, CombiningKind::ADD) ||
          sum.getReducedIterators() != maximum.getReducedIterators())
        continue;
      if (auto read = readSum(sum, maximum, spaces))
        sums.sums.push_back(*read);
    }
    if (!sums.sums.empty())
      found.push_back(std::move(sums));
  }
  return found;
}

void cpu::tidyBody(GenericOp op) {
  sortTopologically(op.getBody());
  for (Operation &bodyOp :
       llvm::make_early_inc_range(llvm::reverse(*op.getBody())))
    if (isOpTriviallyDead(&bodyOp))
      bodyOp.erase();
}
