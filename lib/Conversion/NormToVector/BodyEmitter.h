// Values of a scalar body as scalars and vectors, each where it varies.
#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_BODYEMITTER_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_BODYEMITTER_H

#include "KernelSpace.h"

namespace mlir::norm::cpu {

/// An instance of a body value: of the row in a slot, and of one of the
/// vectors that a step holds.
struct Cell {
  unsigned slot = 0;
  unsigned vector = 0;
};

/// The pair of a cell: vectors 0 and 1, 2 and 3, ...
inline Cell firstOfPair(Cell cell) { return {cell.slot, cell.vector & ~1u}; }
inline Cell secondOfPair(Cell cell) { return {cell.slot, cell.vector | 1u}; }

/// A value that a stage leaves in memory for later ones.
struct Stash {
  /// One row, by slot: scratch that is padded to whole vectors, or the output
  /// itself.
  SmallVector<Access> rows;
  bool isPadded = true;
  /// The first stage that reads it instead of computing it.
  unsigned readFrom = 0;
};

/// Emits body values on demand. A value is emitted at the outermost loop that
/// binds all that it varies along, once: a parameter of no row before the loop
/// over rows, a reciprocal deviation once per row, everything that varies along
/// the vector loop as vectors, all else as scalars.
class BodyEmitter {
public:
  BodyEmitter(GenericOp op, const BodySpaces &spaces, const KernelSpace &kernel,
              OpBuilder &builder, unsigned lanes, MachineAttr machine);

  // Loops.

  using LoopBody =
      function_ref<SmallVector<Value>(Value position, ValueRange state)>;

  /// Emits a loop at the end of the innermost one.
  SmallVector<Value> loop(Value begin, Value end, int64_t step,
                          ValueRange state, LoopBody body);
  /// The innermost loop; values that no loop binds live at 0.
  unsigned level() const { return levels.size() - 1; }
  /// Emits a step at the end of the innermost loop, as if it were one.
  void step(function_ref<void()> body);
  /// Emits into a block that ends with `end`, where what it emits stays.
  void branch(Operation *end, function_ref<void()> body);

  /// From here on, `loop` of the row in `slot` stands at `position`, which was
  /// emitted at `level`.
  void bind(unsigned loop, unsigned slot, Value position, unsigned level);
  /// The level at which rows begin: reductions are known there or inside.
  void setRowLevel(unsigned level) { rowLevel = level; }
  /// The lanes of a vector of the step that exist; null for all.
  void setMasks(SmallVector<Value> masks) { this->masks = std::move(masks); }
  void setStage(unsigned stage) { this->stage = stage; }
  /// The vectors of each row in the step that is emitted.
  void setStepVectors(unsigned vectors) { stepVectors = vectors; }

  // Values.

  /// The value of the body: a vector where it varies along the vector loop.
  Value get(Value value, Cell cell);
  Value getVector(Value value, Cell cell);
  bool isVector(Value value) const;
  /// The value is known: a reduction that has run.
  void define(Value value, Cell cell, Value emitted);
  void stash(Value value, Stash stash);
  /// Writes a value where its stash says.
  void writeStash(Value value, Cell cell);

  // Memory.

  /// The element of an operand at the cell, without the vector's own offset if
  /// `upTo` is outside the vector loop.
  Value offset(const Access &access, Cell cell, unsigned upTo);
  void store(Value value, const Access &access, Cell cell, bool streaming);
  /// Stores the value of a cell; the second of a pair stores for both.
  void storeResult(Value value, const Access &access, Cell cell,
                   bool streaming);
  /// Fetches what lies at the cell, or `ahead` elements from it, into the cache
  /// of a level.
  void prefetch(const Access &access, Cell cell, int64_t cacheLevel,
                Value ahead = {});

  // Pairs of vectors, by turns instead of one after the other.

  /// Decides whether there are any, once the operands are known, and whether
  /// all steps are whole pairs.
  void choosePairs(bool stepsAreWhole);
  bool hasPairs() const { return pairs; }
  /// What is streamed begins at a multiple of so many elements.
  unsigned streamedElements() const { return streamsPairs ? 2 * lanes : lanes; }

  // Reductions.

  /// States of the identity, one vector (or scalar) per state.
  SmallVector<Value> identities(ReduceOp reduce);
  /// One more point, masked lanes left alone.
  SmallVector<Value> accumulate(ReduceOp reduce, ValueRange states, Cell cell);
  SmallVector<Value> merge(ReduceOp reduce, ValueRange a, ValueRange b);
  SmallVector<Value> firstLane(ArrayRef<Value> states);
  /// All lanes of each state as one scalar.
  SmallVector<Value> reduceLanes(ReduceOp reduce, SmallVector<Value> states);

  OpBuilder &getBuilder() { return builder; }
  Location getLoc() { return loc; }
  unsigned getLanes() const { return lanes; }
  bool isX86() const { return x86; }
  const KernelSpace &getKernel() const { return kernel; }
  Value index(int64_t value);

private:
  using Key = std::tuple<const void *, unsigned, unsigned>;
  struct Level {
    Level(Block *block, Operation *before) : block(block), before(before) {}

    Block *block;
    /// New ops go before this one, or to the end of the block.
    Operation *before;
    llvm::DenseMap<Key, Value> known;
  };

  /// Mark the keys of a pair's words, and of what a division is by.
  static constexpr unsigned wordsKey = 1u << 29, reciprocalKey = 1u << 30,
                            scaleKey = 1u << 28;
  /// The level of a loop that has no position yet.
  static constexpr unsigned unbound = ~0u;

  unsigned levelOf(Value value) const;
  bool variesAlongRows(Value value) const;
  Key keyOf(Value value, Cell cell) const;
  void moveTo(unsigned level);
  void popLevel();

  Value emit(Value value, Cell cell);
  Value emitOp(Operation *op, OpResult result, Cell cell);
  Value emitFusedMultiplyAdd(Operation *op, Cell cell);
  Value emitReciprocal(Operation *op, Cell cell);
  Value emitCount(CountOp op);
  Value emitIndex(IndexOp op, Cell cell);
  Value load(const Access &access, Type elementType, Cell cell);
  Value loadInOrder(const Access &access, Type elementType, Cell cell);
  Value loadWords(const Access &access, Cell cell);
  void storeBytes(Value even, Value odd, const Access &access, Cell cell,
                  bool streaming);
  void storeWords(Value words, const Access &access, Cell cell, bool streaming);
  Value loadIntegers(const Access &access, Type integer, Value offset,
                     Value mask);
  void storeIntegers(Value value, const Access &access, Value offset,
                     Value mask);
  Value loadBits(const Access &access, Value offset, Value mask);
  Value laneOffsets(const Access &access);
  bool isOfWholePairs(const Access &access) const;
  bool isPaired(Cell cell) const;
  bool isStashed(Value value) const;
  bool hasWords(Value value, Cell cell) const;
  Value getWords(Value value, Cell cell);
  Value emitWords(Value value, Cell cell);
  Value widenWords(Value value, Cell cell);
  Value takeFromWords(Value value, Cell cell);
  Value takeByTurns(Value first, Value second, Cell cell);
  Value putInOrder(Value even, Value odd, Cell cell);

  Value maskOf(Cell cell) const;
  VectorType vectorOf(Type elementType) const;

  GenericOp op;
  const BodySpaces &spaces;
  const KernelSpace &kernel;
  OpBuilder &builder;
  Location loc;
  unsigned lanes;
  bool fma;
  bool x86;
  /// Without instructions for bf16, LLVM would move its vectors lane by lane.
  bool movesBF16AsIntegers;

  SmallVector<Level> levels;
  unsigned rowLevel = 0;
  unsigned stage = 0;
  unsigned stepVectors = 1;
  bool pairs = false;
  /// Whether a pair is streamed as one: rows and steps are whole pairs.
  bool streamsPairs = false;
  /// From here on, vectors lie in scratch one after the other.
  unsigned firstUnpaired = ~0u;
  SmallVector<unsigned> loopLevels;
  /// By slot and loop.
  SmallVector<SmallVector<Value>> positions;
  SmallVector<Value> masks;
  llvm::DenseMap<Value, Stash> stashes;
  Space rowLoops;
};

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_BODYEMITTER_H
