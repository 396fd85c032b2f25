// Part of a norm.generic as a generic of its own.
#ifndef NORM_IR_EXCERPT_H
#define NORM_IR_EXCERPT_H

#include "norm/IR/Norm.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::norm {

/// Writes the ops of a body that some of its values need as a new
/// `norm.generic`, over the iterators that they use. All maps and iterators in
/// this interface are those of the original.
class Excerpt {
public:
  /// `builder` stands where the new generic goes.
  Excerpt(OpBuilder &builder, GenericOp op);

  /// The excerpt covers a tile of the space: its inputs are slices, indices
  /// start at the offsets, counts stay those of the whole.
  void restrictTo(ArrayRef<OpFoldResult> offsets, ArrayRef<OpFoldResult> sizes);

  /// Reductions leave these iterators to a later merge.
  void leave(ArrayRef<unsigned> iterators);

  /// The results of `reduce` are read as states, still to be combined `over`
  /// iterators (none where they are final). Counts stay those of the original.
  void load(ReduceOp reduce, ValueRange states, AffineMap map,
            ArrayRef<int64_t> over = {});

  /// A value of the body becomes a result.
  void store(Value value, Value init, AffineMap map);

  /// The states of `reduce` become results, combined with those that `inits`
  /// hold.
  void accumulate(ReduceOp reduce, ValueRange inits, AffineMap map);

  GenericOp build();

private:
  /// States of a reduction outside, and the inputs that hold them.
  struct States {
    SmallVector<Value> values;
    AffineMap map;
    SmallVector<int64_t> over;
    SmallVector<unsigned> inputs;
  };

  unsigned addInput(Value value, AffineMap map);
  unsigned addScalar(OpFoldResult value);
  /// Collects what `value` needs into `needed` and `neededArguments`.
  void need(Value value);
  SmallVector<int64_t> remaining(ReduceOp reduce);
  /// Inputs in the order of the original, then states, then what counts and
  /// indices need from outside.
  void addOriginalInputs();
  void addStates(States &states);
  void addCounts();
  void addOffsets();
  /// Numbers the iterators in use, and gives each an extent.
  void numberIterators();
  AffineMap renumber(AffineMap map);
  DenseI64ArrayAttr renumber(ArrayRef<int64_t> iterators);

  SmallVector<Value> writeBody(OpBuilder &body, ValueRange arguments);
  void writeOp(OpBuilder &body, Operation &bodyOp, ValueRange arguments,
               IRMapping &mapping);
  void writeReduce(OpBuilder &body, ReduceOp reduce, ValueRange arguments,
                   IRMapping &mapping);
  void writeCount(OpBuilder &body, CountOp count, ValueRange arguments,
                  IRMapping &mapping);
  void writeIndex(OpBuilder &body, IndexOp index, ValueRange arguments,
                  IRMapping &mapping);

  OpBuilder &builder;
  GenericOp op;
  /// What stands behind the inputs of the original.
  SmallVector<Value> sources;
  SmallVector<OpFoldResult> offsets, sizes;
  bool countsAreWhole = true;
  llvm::SmallBitVector left, neededArguments;
  llvm::SetVector<Operation *> needed;

  SmallVector<Value> inputs, outputs, stored;
  SmallVector<AffineMap> inputMaps, outputMaps;
  llvm::MapVector<Value, unsigned> argumentInputs;
  llvm::MapVector<Operation *, States> loaded, accumulated;
  llvm::MapVector<Operation *, unsigned> countInputs;
  llvm::MapVector<Operation *, int64_t> constantCounts;
  llvm::MapVector<uint64_t, unsigned> offsetInputs;

  /// Reduced iterators, and new numbers by old; -1 for unused.
  llvm::SmallBitVector reduced;
  SmallVector<int64_t> numbers;
  SmallVector<utils::IteratorType> types;
};

} // namespace mlir::norm

#endif // NORM_IR_EXCERPT_H
