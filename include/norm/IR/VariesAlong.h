// Along which iterators a value of a body varies.
#ifndef NORM_IR_VARIESALONG_H
#define NORM_IR_VARIESALONG_H

#include "norm/IR/Norm.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::norm {

/// The varies-along sets of all values of a body: constants and counts vary
/// along nothing, `norm.index d` along d, an argument along the iterators of
/// its map, a reduction along what its operands vary along minus what it
/// reduces, any other op along the union of its operands.
class VariesAlong {
public:
  explicit VariesAlong(GenericOp op);

  /// `argumentMaps` gives the iterators of each block argument. In a row
  /// program, whose reductions and indices name no iterators, `row` gives them.
  VariesAlong(Block &body, ArrayRef<AffineMap> argumentMaps,
              unsigned numIterators, ArrayRef<int64_t> row = {});

  const llvm::SmallBitVector &of(Value value) const {
    return sets.find(value)->second;
  }

private:
  void visit(Operation &op, ArrayRef<int64_t> row);

  unsigned numIterators;
  llvm::DenseMap<Value, llvm::SmallBitVector> sets;
};

} // namespace mlir::norm

#endif // NORM_IR_VARIESALONG_H
