// One linalg.generic of a norm.generic, and the values that stand between.
#ifndef NORM_LIB_CONVERSION_NORMTOLINALGSTAGES_H
#define NORM_LIB_CONVERSION_NORMTOLINALGSTAGES_H

#include "BodySpaces.h"

#include "llvm/ADT/SetVector.h"

namespace mlir::norm {

/// A tensor or memref and how it lies in the iteration space of the
/// norm.generic.
struct Placed {
  Value buffer;
  AffineMap map;
};

/// A linalg.generic to emit.
struct Stage {
  /// Writes what the stage yields, from the values of its roots and the states
  /// of its outputs.
  using Finish =
      function_ref<SmallVector<Value>(OpBuilder &, ValueRange, ValueRange)>;

  Space space;
  /// The part of `space` that the stage reduces.
  Space reduced;
  /// The values of the norm body that it computes.
  SmallVector<Value> roots;
  SmallVector<Placed> outputs;

  SmallVector<utils::IteratorType> iterators() const;
};

/// Emits stages in order. A value that depends on a reduction and varies along
/// less than the stage that needs it gets a stage of its own, once.
class StageEmitter {
public:
  StageEmitter(GenericOp op, const BodySpaces &spaces, OpBuilder &builder);

  /// Emits a linalg.generic; returns its outputs as they are after it.
  SmallVector<Value> emit(const Stage &stage, Stage::Finish finish);

  /// An uninitialized tensor or memref over `space`.
  Placed allocate(const Space &space, Type elementType);

  /// From here on, `value` of the norm body is read from `buffer`.
  void store(Value value, Value buffer);

private:
  /// What a stage reads, and the body ops that it runs, in order.
  struct Plan {
    llvm::SmallSetVector<Value, 8> reads;
    llvm::SmallSetVector<Operation *, 16> ops;
  };

  bool isRead(Value value, const Space &space) const;
  void extend(Plan &plan, Value value, const Space &space) const;
  void materialize(ArrayRef<Value> reads);
  Value extent(unsigned iterator);
  void createCount(CountOp count);
  void coverExtents(const Stage &stage, SmallVectorImpl<Placed> &inputs);
  SmallVector<Value> placeReads(const Plan &plan,
                                SmallVectorImpl<Placed> &inputs,
                                IRMapping &mapping) const;
  SmallVector<Value> cloneBody(OpBuilder &builder, const Stage &stage,
                               const Plan &plan, IRMapping &mapping) const;

  GenericOp op;
  const BodySpaces &spaces;
  OpBuilder &builder;
  Location loc;
  SmallVector<int64_t> ranges;
  llvm::DenseMap<Value, Placed> stored;
  llvm::DenseMap<Value, Value> counts;
};

} // namespace mlir::norm

#endif // NORM_LIB_CONVERSION_NORMTOLINALGSTAGES_H
