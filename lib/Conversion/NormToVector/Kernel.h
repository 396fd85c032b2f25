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

  /// Whether threads can share a unit, each with a range of its chunks.
  bool isDivisible() const;
  Value numChunks();
  /// What the chunks of a unit leave for each other.
  int64_t partialBytes() const;
  /// Emits the chunks from `first` to `last` of every unit, for one thread of a
  /// team whose others do the rest. Each leaves its partial reductions in
  /// `partials`, for all to merge.
  void emitShare(Value first, Value last, Value partials);

private:
  using Step =
      function_ref<SmallVector<Value>(unsigned vectors, ValueRange state)>;

  bool fitsRegisters() const;

  // Rows: vectors lie along the row.
  void emitRows(Value begin, Value end);
  void emitRow(ArrayRef<Value> units);
  void bindRow(unsigned slot, Value unit);

  // Tiles: vectors lie across rows.
  void emitTiles(Value begin, Value end);
  void emitWholeTile(Value column);
  void emitRestOfTiles(Value column);
  void emitTile(unsigned vectors);

  // Chunks of a long row.
  std::optional<unsigned> dividedLoop() const;
  int64_t chunkLength() const;
  void setSpan(Value first, Value last);
  SmallVector<Value> reduceChunks(unsigned stage, unsigned slots,
                                  unsigned vectors);
  SmallVector<Value> reduceChunk(unsigned stage, unsigned slots,
                                 unsigned vectors, Value chunk);
  int64_t partialOffset(unsigned stage, unsigned state) const;
  Value viewPartial(unsigned stage, unsigned state, Type type, Value chunk);
  void awaitTeam();

  // Stages of the rows or the tile that is bound.
  void reduceStage(unsigned stage, unsigned slots, unsigned vectors);
  void mapStage(unsigned slots, unsigned vectors);
  void storeStatistics(unsigned slots, unsigned vectors);
  void emitStatistics(unsigned slots, unsigned vectors);
  void forEachCell(unsigned slots, unsigned vectors,
                   function_ref<void(Cell)> body);
  SmallVector<Value> reduceStep(unsigned stage, unsigned slots,
                                unsigned vectors, unsigned accumulators,
                                ValueRange state);
  void prefetchNext(unsigned stage, unsigned slots, Cell cell);
  void mapStep(unsigned slots, unsigned vectors);
  SmallVector<Value> identities(unsigned stage, unsigned instances);
  SmallVector<Value> reduceSpan(unsigned stage, unsigned slots,
                                unsigned vectors);
  SmallVector<Value> merge(unsigned stage, ValueRange a, ValueRange b);
  SmallVector<Value> mergeAccumulators(unsigned stage, unsigned slots,
                                       ArrayRef<Value> state);
  void defineReductions(unsigned stage, unsigned slots, ArrayRef<Value> state);

  // Sweeps.
  SmallVector<Value> sweep(ArrayRef<unsigned> loops, unsigned vectors,
                           SmallVector<Value> state, bool fromHead, Step step);
  SmallVector<Value> sweepVectors(unsigned vectors, SmallVector<Value> state,
                                  bool fromHead, Step step);
  void sweepMasked(Value position, Value length, SmallVector<Value> &state,
                   Step step);
  std::pair<Value, Value> spanOf(unsigned loop);
  Value headLength(Value begin, Value end);
  Value laneMask(Value length);

  // Decisions of the moment.
  Value streamsWhen();
  unsigned rowsPerStep(bool past) const;
  bool hasMoreEdgesThanLines() const;
  bool isFull(const Access &output) const;
  void planStashes();
  bool isKeepable(Value value) const;
  const Access *findHost(Value value, ArrayRef<Value> neededLater) const;
  Stash hostedStash(const Access &host, unsigned stage);
  Stash allocateStash(Value value, unsigned stage);
  Value allocateScratch(Value value, unsigned slot, Value size);

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
  llvm::DenseMap<std::pair<Value, unsigned>, Value> onStack;
  /// Whether a result holds a value for the map.
  bool hostsValue = false;
  /// The stage that hides the fetching of what comes next: the one with most to
  /// compute.
  unsigned fetchingStage = 0;
  /// Whether results pass by the cache.
  bool streaming = false;
  /// The part of the divided loop that sweeps pass; all of it where null.
  std::pair<Value, Value> span;
  /// What one thread of a team does.
  struct Share {
    Value first, last, partials;
  };
  std::optional<Share> share;
  /// The elements from a whole tile to the next one.
  Value nextTile;
};

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_KERNEL_H
