// Long rows in chunks. Each chunk is reduced by itself and they are merged in
// order, whoever reduced them: the result depends on the extents alone.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// Enough that merging costs nothing beside it.
static constexpr int64_t elementsPerChunk = 8192;

/// The outermost loop of a row.
std::optional<unsigned> Kernel::dividedLoop() const {
  SmallVector<unsigned> reduced = kernel.others(/*reduced=*/true);
  if (!reduced.empty())
    return reduced.front();
  if (kernel.vectorsLieInRow())
    return kernel.vectorLoop;
  return std::nullopt;
}

/// Positions of the divided loop; 0 where rows are too short to divide, or
/// what lies inside is not known.
int64_t Kernel::chunkLength() const {
  std::optional<unsigned> divided = dividedLoop();
  if (!divided || fitsRegisters())
    return 0;
  int64_t step = plan.getVectors() * plan.getLanes(), inner = 1;
  bool dividesVectors = *divided == kernel.vectorLoop;
  SmallVector<unsigned> loops = kernel.others(/*reduced=*/true);
  if (kernel.vectorsLieInRow())
    loops.push_back(kernel.vectorLoop);
  else
    inner = step;
  for (unsigned loop : loops) {
    if (loop == *divided)
      continue;
    if (!kernel.loops[loop].isStatic())
      return 0;
    inner *= std::max<int64_t>(kernel.loops[loop].staticExtent, 1);
  }
  int64_t unit = dividesVectors ? step : 1;
  int64_t length =
      llvm::alignTo(llvm::divideCeil(elementsPerChunk, inner), unit);
  const Loop &loop = kernel.loops[*divided];
  return loop.isStatic() && loop.staticExtent <= 2 * length ? 0 : length;
}

Value Kernel::numChunks() {
  return builder.createOrFold<arith::CeilDivUIOp>(
      loc, kernel.loops[*dividedLoop()].extent, emitter.index(chunkLength()));
}

/// Sweeps pass the chunks from `first` to `last` alone.
void Kernel::setSpan(Value first, Value last) {
  Value length = emitter.index(chunkLength());
  Value extent = kernel.loops[*dividedLoop()].extent;
  auto known = getConstantIntValue(extent);
  auto boundary = [&](Value chunk) -> Value {
    Value position = builder.createOrFold<arith::MulIOp>(loc, chunk, length);
    if (known && *known % chunkLength() == 0)
      return position;
    return builder.createOrFold<arith::MinUIOp>(loc, position, extent);
  };
  span = {boundary(first), boundary(last)};
}

std::pair<Value, Value> Kernel::spanOf(unsigned loop) {
  if (span.first && loop == dividedLoop())
    return span;
  return {emitter.index(0), kernel.loops[loop].extent};
}

// Sharing the chunks of a unit among threads.

static bool hasBytes(Type type) {
  return type.isIndex() || type.getIntOrFloatBitWidth() >= 8;
}

bool Kernel::isDivisible() const {
  if (!chunkLength())
    return false;
  return llvm::all_of(kernel.outputs,
                      [&](const Access &output) {
                        return !isFull(output) ||
                               output.liesAlong(*dividedLoop());
                      }) &&
         llvm::all_of(stages, [](ArrayRef<ReduceOp> reduces) {
           return llvm::all_of(reduces, [](ReduceOp reduce) {
             return llvm::all_of(reduce.getResultTypes(), hasBytes);
           });
         });
}

/// Where a chunk leaves a state of a stage, in bytes.
int64_t Kernel::partialOffset(unsigned stage, unsigned state) const {
  unsigned instances = kernel.vectorsLieInRow() ? 1 : plan.getVectors();
  int64_t offset = 0;
  for (auto [i, reduces] : llvm::enumerate(stages))
    for (unsigned at = 0, instance = 0; instance < instances; ++instance)
      for (ReduceOp reduce : reduces)
        for (Type type : reduce.getResultTypes()) {
          if (i == stage && at++ == state)
            return offset;
          unsigned bits = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
          offset += plan.getLanes() * bits / 8;
        }
  return offset;
}

int64_t Kernel::partialBytes() const {
  constexpr int64_t lineBytes = 64;
  return llvm::alignTo(partialOffset(stages.size(), 0), lineBytes);
}

Value Kernel::viewPartial(unsigned stage, unsigned state, Type type,
                          Value chunk) {
  auto vector = cast<VectorType>(type);
  Value record = builder.createOrFold<arith::MulIOp>(
      loc, chunk, emitter.index(partialBytes()));
  Value at = builder.createOrFold<arith::AddIOp>(
      loc, record, emitter.index(partialOffset(stage, state)));
  return memref::ViewOp::create(
      builder, loc, MemRefType::get(vector.getShape(), vector.getElementType()),
      share->partials, at, ValueRange());
}

void Kernel::awaitTeam() { omp::BarrierOp::create(builder, loc); }

void Kernel::emitShare(Value first, Value last, Value partials) {
  share = Share{first, last, partials};
  emit(emitter.index(0), numUnits());
  share.reset();
}

SmallVector<Value> Kernel::reduceChunk(unsigned stage, unsigned slots,
                                       unsigned vectors, Value chunk) {
  setSpan(chunk, arith::AddIOp::create(builder, loc, chunk, emitter.index(1)));
  SmallVector<Value> state = reduceSpan(stage, slots, vectors);
  span = {};
  return state;
}

SmallVector<Value> Kernel::reduceChunks(unsigned stage, unsigned slots,
                                        unsigned vectors) {
  unsigned instances = kernel.vectorsLieInRow() ? slots : vectors;
  Value none = emitter.index(0), all = numChunks();
  SmallVector<Value> initial = identities(stage, instances);
  if (!share)
    return emitter.loop(
        none, all, 1, initial, [&](Value chunk, ValueRange merged) {
          return merge(stage, merged,
                       reduceChunk(stage, slots, vectors, chunk));
        });

  // With several stages, the barrier of one guards the partials of another.
  if (stages.size() == 1)
    awaitTeam();
  emitter.loop(share->first, share->last, 1, {}, [&](Value chunk, ValueRange) {
    for (auto [i, state] :
         llvm::enumerate(reduceChunk(stage, slots, vectors, chunk)))
      vector::StoreOp::create(builder, loc, state,
                              viewPartial(stage, i, state.getType(), chunk),
                              none);
    return SmallVector<Value>();
  });
  awaitTeam();
  return emitter.loop(
      none, all, 1, initial, [&](Value chunk, ValueRange merged) {
        SmallVector<Value> states;
        for (auto [i, state] : llvm::enumerate(merged))
          states.push_back(vector::LoadOp::create(
              builder, loc, cast<VectorType>(state.getType()),
              viewPartial(stage, i, state.getType(), chunk), none));
        return merge(stage, merged, states);
      });
}
