#include "norm/IR/VariesAlong.h"

using namespace mlir;
using namespace mlir::norm;

VariesAlong::VariesAlong(GenericOp op)
    : VariesAlong(
          *op.getBody(),
          ArrayRef(op.getIndexingMapsArray()).take_front(op.getInputs().size()),
          op.getNumIterators()) {}

VariesAlong::VariesAlong(Block &body, ArrayRef<AffineMap> argumentMaps,
                         unsigned numIterators, ArrayRef<int64_t> row)
    : numIterators(numIterators) {
  for (auto [argument, map] :
       llvm::zip_equal(body.getArguments(), argumentMaps)) {
    llvm::SmallBitVector set(numIterators);
    for (unsigned i = 0; i < numIterators; ++i)
      set[i] = map.isFunctionOfDim(i);
    sets[argument] = set;
  }
  for (Operation &op : body.without_terminator())
    visit(op, row);
}

void VariesAlong::visit(Operation &op, ArrayRef<int64_t> row) {
  llvm::SmallBitVector set(numIterators);
  for (Value operand : op.getOperands())
    set |= of(operand);
  if (auto index = dyn_cast<IndexOp>(op))
    set.set(row.empty() ? index.getDim() : row[index.getDim()]);
  if (auto reduce = dyn_cast<ReduceOp>(op)) {
    SmallVector<int64_t> named = reduce.getReducedIterators();
    for (int64_t iterator : row.empty() ? ArrayRef<int64_t>(named) : row)
      set.reset(iterator);
  }
  for (Value result : op.getResults())
    sets[result] = set;
}
