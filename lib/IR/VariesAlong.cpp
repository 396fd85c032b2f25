#include "norm/IR/VariesAlong.h"

using namespace mlir;
using namespace mlir::norm;

VariesAlong::VariesAlong(GenericOp op)
    : VariesAlong(
          *op.getBody(),
          ArrayRef(op.getIndexingMapsArray()).take_front(op.getInputs().size()),
          op.getNumIterators()) {}

VariesAlong::VariesAlong(Block &body, ArrayRef<AffineMap> argumentMaps,
                         unsigned numIterators)
    : numIterators(numIterators) {
  for (auto [argument, map] :
       llvm::zip_equal(body.getArguments(), argumentMaps)) {
    llvm::SmallBitVector set(numIterators);
    for (unsigned i = 0; i < numIterators; ++i)
      set[i] = map.isFunctionOfDim(i);
    sets[argument] = set;
  }
  for (Operation &op : body.without_terminator())
    visit(op);
}

void VariesAlong::visit(Operation &op) {
  llvm::SmallBitVector set(numIterators);
  for (Value operand : op.getOperands())
    set |= of(operand);
  if (auto index = dyn_cast<IndexOp>(op))
    set.set(index.getDim());
  if (auto reduce = dyn_cast<ReduceOp>(op))
    for (int64_t iterator : reduce.getReducedIterators())
      set.reset(iterator);
  for (Value result : op.getResults())
    sets[result] = set;
}
