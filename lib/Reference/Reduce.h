#ifndef NORM_LIB_REFERENCE_REDUCE_H
#define NORM_LIB_REFERENCE_REDUCE_H

#include "Compiler.h"

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// How a `norm.reduce` combines the states of two sets of points.
class Combiner {
public:
  static FailureOr<Combiner> create(ReduceOp op, Compiler &compiler);

  /// The number of cells of one state.
  size_t size() const { return identity.size(); }

  /// Folds states, which lie one after another, in a random tree; the state of
  /// no point is the identity.
  FailureOr<SmallVector<Cell>> fold(std::vector<Cell> states,
                                    Frame &frame) const;

private:
  Combiner(std::mt19937_64 &random) : random(&random) {}

  /// Combines two states; the result may be one of them.
  LogicalResult combine(ArrayRef<Cell> a, ArrayRef<Cell> b,
                        MutableArrayRef<Cell> result, Frame &frame) const;

  std::mt19937_64 *random;
  Program program;
  /// Keeps the ops of a named kind, which no region holds.
  std::shared_ptr<Block> named;
  SmallVector<Cell> identity;
};

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_REDUCE_H
