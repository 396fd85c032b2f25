// The loops of one kernel: which stage runs where.
#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_KERNEL_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_KERNEL_H

#include "BodyEmitter.h"

namespace mlir::norm::cpu {

/// The reductions of a body by depth; what is left is the map.
SmallVector<SmallVector<ReduceOp>> groupByStage(GenericOp op,
                                                const BodySpaces &spaces);

/// Emits a `norm.generic` on memrefs before itself, as its plan says.
class Kernel {
public:
  Kernel(GenericOp op, PlanAttr plan, MachineAttr machine, OpBuilder &builder);

  /// The pieces of work, each of which is done by one thread: rows, or tiles of
  /// a row.
  Value numUnits();
  /// All that is read and written once.
  Value movedBytes();
  /// Emits the units from `begin` to `end`.
  void emit(Value begin, Value end);

private:
  using Step =
      function_ref<SmallVector<Value>(unsigned vectors, ValueRange state)>;

  bool fitsRegisters() const;

  // Rows: vectors lie along the row.
  void emitRows(Value begin, Value end, bool streaming);
  void emitRow(ArrayRef<Value> units, bool streaming);
  void bindRow(unsigned slot, Value unit);

  // Tiles: vectors lie across rows.
  void emitTiles(Value begin, Value end, bool streaming);
  void emitWholeTile(Value column, bool streaming);
  void emitRestOfTiles(Value column, bool streaming);
  void emitTile(unsigned vectors, bool streaming);

  // Stages of the rows or the tile that is bound.
  void reduceStage(unsigned stage, unsigned slots, unsigned vectors);
  void mapStage(unsigned slots, unsigned vectors, bool streaming);
  void storeStatistics(unsigned slots, unsigned vectors);
  void forEachCell(unsigned slots, unsigned vectors,
                   function_ref<void(Cell)> body);
  SmallVector<Value> reduceStep(unsigned stage, unsigned slots,
                                unsigned vectors, unsigned accumulators,
                                ValueRange state);
  void prefetchNext(unsigned slots, Cell cell);
  void mapStep(unsigned slots, unsigned vectors, bool streaming);
  void finishReductions(unsigned stage, unsigned slots, unsigned accumulators,
                        ValueRange state);

  // Sweeps.
  SmallVector<Value> sweep(ArrayRef<unsigned> loops, unsigned vectors,
                           SmallVector<Value> state, bool fromHead, Step step);
  SmallVector<Value> sweepVectors(unsigned vectors, SmallVector<Value> state,
                                  bool fromHead, Step step);
  void sweepMasked(Value position, Value length, SmallVector<Value> &state,
                   Step step);
  Value headLength();
  Value laneMask(Value length);

  // Decisions of the moment.
  Value streamsWhen();
  bool isFull(const Access &output) const;
  void planStashes();
  void stashValue(Value value, unsigned stage);
  Value allocateScratch(Type type, Value size, std::optional<int64_t> known);

  GenericOp op;
  PlanAttr plan;
  MachineAttr machine;
  OpBuilder &builder;
  Location loc;
  BodySpaces spaces;
  KernelSpace kernel;
  BodyEmitter emitter;
  SmallVector<SmallVector<ReduceOp>> stages;
  /// By stage, values that it leaves for later ones.
  llvm::DenseMap<unsigned, SmallVector<Value>> stashed;
  SmallVector<Value> allocated;
  /// The elements from a whole tile to the next one.
  Value nextTile;
};

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_KERNEL_H
