// What a lowering in stages asks of a body: where each value lives, and how
// many reductions lie before it.
#ifndef NORM_LIB_CONVERSION_BODYSPACES_H
#define NORM_LIB_CONVERSION_BODYSPACES_H

#include "norm/IR/VariesAlong.h"

namespace mlir::norm {

/// A set of iterators.
using Space = llvm::SmallBitVector;

/// The spaces of a body's values. A static unit iterator belongs to no space,
/// and a reduction over nothing else is its operand.
class BodySpaces {
public:
  explicit BodySpaces(GenericOp op);

  /// The iterators that a value varies along.
  Space of(Value value) const;

  /// The iterators that a reduction runs over.
  Space reducedBy(ReduceOp reduce) const;

  /// The iterators of an operand's map.
  Space of(AffineMap map) const;

  /// Sees through reductions over unit iterators.
  Value resolve(Value value) const;

  /// The longest chain of reductions that a value depends on.
  unsigned depth(Value value) const { return depths.lookup(value); }

private:
  VariesAlong varies;
  Space nonUnit;
  llvm::DenseMap<Value, unsigned> depths;
};

} // namespace mlir::norm

#endif // NORM_LIB_CONVERSION_BODYSPACES_H
