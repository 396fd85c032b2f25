#include "BodySpaces.h"

using namespace mlir;
using namespace mlir::norm;

BodySpaces::BodySpaces(GenericOp op)
    : varies(op), nonUnit(op.getNumIterators(), true) {
  for (auto [iterator, extent] : llvm::enumerate(op.getStaticLoopRanges()))
    if (extent == 1)
      nonUnit.reset(iterator);

  for (Operation &bodyOp : op.getBody()->without_terminator()) {
    unsigned depth = 0;
    for (Value operand : bodyOp.getOperands())
      depth = std::max(depth, depths.lookup(operand));
    if (auto reduce = dyn_cast<ReduceOp>(bodyOp);
        reduce && reducedBy(reduce).any())
      ++depth;
    for (Value result : bodyOp.getResults())
      depths[result] = depth;
  }
}

Space BodySpaces::of(Value value) const {
  Space space = varies.of(value);
  return space &= nonUnit;
}

Space BodySpaces::reducedBy(ReduceOp reduce) const {
  Space space(nonUnit.size());
  for (int64_t iterator : reduce.getReducedIterators())
    space.set(iterator);
  return space &= nonUnit;
}

Space BodySpaces::of(AffineMap map) const {
  Space space(nonUnit.size());
  for (AffineExpr expr : map.getResults())
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      space.set(dim.getPosition());
  return space &= nonUnit;
}

Value BodySpaces::resolve(Value value) const {
  auto reduce = value.getDefiningOp<ReduceOp>();
  if (!reduce || reducedBy(reduce).any())
    return value;
  return resolve(reduce.getOperand(cast<OpResult>(value).getResultNumber()));
}
