// The stages of the rows, or of the tile, that are bound.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// States of all accumulators: by slot, accumulator and reduction.
static unsigned countStates(ArrayRef<ReduceOp> reduces) {
  unsigned count = 0;
  for (ReduceOp reduce : reduces)
    count += reduce->getNumResults();
  return count;
}

/// Pair by pair, so that parameters are held no longer than for one of all
/// rows; rows in registers, which hold them anyway, one by one.
void Kernel::forEachCell(unsigned slots, unsigned vectors,
                         function_ref<void(Cell)> body) {
  unsigned width = fitsRegisters() ? vectors : 2;
  for (unsigned first = 0; first < vectors; first += width)
    for (unsigned slot = 0; slot < slots; ++slot)
      for (unsigned vector = first; vector < std::min(first + width, vectors);
           ++vector)
        body({slot, vector});
}

SmallVector<Value> Kernel::reduceStep(unsigned stage, unsigned slots,
                                      unsigned vectors, unsigned accumulators,
                                      ValueRange state) {
  emitter.setStepVectors(vectors);
  SmallVector<Value> next(state);
  unsigned width = countStates(stages[stage]);
  forEachCell(slots, vectors, [&](Cell cell) {
    unsigned at =
        (cell.slot * accumulators + cell.vector % accumulators) * width;
    for (ReduceOp reduce : stages[stage]) {
      unsigned size = reduce->getNumResults();
      SmallVector<Value> states(ArrayRef(next).slice(at, size));
      llvm::copy(emitter.accumulate(reduce, states, cell), next.begin() + at);
      at += size;
    }
    for (Value value : stashed.lookup(stage))
      emitter.writeStash(value, cell);
    prefetchNext(stage, slots, cell);
  });
  return next;
}

SmallVector<Value> Kernel::identities(unsigned stage, unsigned instances) {
  SmallVector<Value> state;
  for (unsigned i = 0; i < instances; ++i)
    for (ReduceOp reduce : stages[stage])
      llvm::append_range(state, emitter.identities(reduce));
  return state;
}

/// The states of all rows after the span, one vector each; in a tile, one per
/// vector of the tile.
SmallVector<Value> Kernel::reduceSpan(unsigned stage, unsigned slots,
                                      unsigned vectors) {
  // Held rows start from their first vectors, loops from the identity.
  unsigned accumulators = fitsRegisters() ? std::min(vectors, 2u) : vectors;
  SmallVector<Value> state;
  if (fitsRegisters())
    state.assign(slots * accumulators * countStates(stages[stage]), Value());
  else
    state = identities(stage, slots * accumulators);
  state = sweep(kernel.others(/*reduced=*/true), vectors, std::move(state),
                /*fromHead=*/false, [&](unsigned count, ValueRange carried) {
                  return reduceStep(stage, slots, count, accumulators, carried);
                });
  return kernel.vectorsLieInRow() ? mergeAccumulators(stage, slots, state)
                                  : state;
}

void Kernel::reduceStage(unsigned stage, unsigned slots, unsigned vectors) {
  emitter.setStage(stage);
  defineReductions(stage, slots,
                   chunkLength() ? reduceChunks(stage, slots, vectors)
                                 : reduceSpan(stage, slots, vectors));
}

/// States of as many instances as there are.
SmallVector<Value> Kernel::merge(unsigned stage, ValueRange a, ValueRange b) {
  SmallVector<Value> merged;
  while (merged.size() < a.size())
    for (ReduceOp reduce : stages[stage]) {
      unsigned at = merged.size(), size = reduce->getNumResults();
      llvm::append_range(
          merged, emitter.merge(reduce, a.slice(at, size), b.slice(at, size)));
    }
  return merged;
}

/// The second half of each row's accumulators onto the first, until one is
/// left.
SmallVector<Value> Kernel::mergeAccumulators(unsigned stage, unsigned slots,
                                             ArrayRef<Value> state) {
  unsigned width = countStates(stages[stage]);
  SmallVector<Value> merged;
  for (unsigned slot = 0; slot < slots; ++slot) {
    SmallVector<Value> row(
        state.slice(slot * (state.size() / slots), state.size() / slots));
    while (row.size() > width) {
      unsigned half = (row.size() / width + 1) / 2 * width;
      ArrayRef<Value> all = row;
      SmallVector<Value> first =
          merge(stage, all.take_front(row.size() - half), all.drop_front(half));
      llvm::copy(first, row.begin());
      row.resize(half);
    }
    llvm::append_range(merged, row);
  }
  return merged;
}

void Kernel::defineReductions(unsigned stage, unsigned slots,
                              ArrayRef<Value> state) {
  unsigned width = countStates(stages[stage]), at = 0;
  for (ReduceOp reduce : stages[stage]) {
    unsigned size = reduce->getNumResults();
    bool isScalar = !emitter.isVector(reduce.getResult(0));
    // In a tile, a scalar is the same in every lane and vector.
    bool once = isScalar && !kernel.vectorsLieInRow();
    unsigned instances = once ? 1 : state.size() / width;
    for (unsigned instance = 0; instance < instances; ++instance) {
      SmallVector<Value> values(state.slice(instance * width + at, size));
      Cell cell;
      (kernel.vectorsLieInRow() ? cell.slot : cell.vector) = instance;
      if (kernel.vectorsLieInRow())
        values = emitter.reduceLanes(reduce, values);
      else if (isScalar)
        values = emitter.firstLane(values);
      for (auto [result, value] : llvm::zip_equal(reduce->getResults(), values))
        emitter.define(result, cell, value);
    }
    at += size;
  }
}

/// Fetches the rows, or the tile, that come next, in the stage that hides it.
void Kernel::prefetchNext(unsigned stage, unsigned slots, Cell cell) {
  if (!streaming || stage != fetchingStage ||
      !(kernel.vectorsLieInRow() || nextTile))
    return;
  SmallVector<unsigned> rows = kernel.others(/*reduced=*/false);
  for (const Access &input : kernel.inputs) {
    if (!input.buffer || !input.isContiguous(kernel.vectorLoop))
      continue;
    bool isOfRow = llvm::any_of(
        rows, [&](unsigned loop) { return input.liesAlong(loop); });
    if (!kernel.vectorsLieInRow())
      emitter.prefetch(input, cell, machine.getPrefetchLevel(), nextTile);
    else if (isOfRow)
      emitter.prefetch(input, {slots + cell.slot, cell.vector},
                       machine.getPrefetchLevel());
  }
}

void Kernel::mapStep(unsigned slots, unsigned vectors) {
  emitter.setStepVectors(vectors);
  forEachCell(slots, vectors, [&](Cell cell) {
    prefetchNext(stages.size(), slots, cell);
    auto results = llvm::zip_equal(op.getYield().getValues(), kernel.outputs);
    // A result may hold what another one is made of.
    if (hostsValue)
      for (auto [value, output] : results)
        if (isFull(output))
          emitter.get(value, cell);
    for (auto [value, output] : results)
      if (isFull(output))
        emitter.storeResult(value, output, cell, streaming);
  });
}

void Kernel::mapStage(unsigned slots, unsigned vectors) {
  emitter.setStage(stages.size());
  if (llvm::none_of(kernel.outputs,
                    [&](const Access &output) { return isFull(output); }))
    return;
  if (share)
    setSpan(share->first, share->last);
  sweep(kernel.others(/*reduced=*/true), vectors, {}, streaming,
        [&](unsigned count, ValueRange) {
          mapStep(slots, count);
          return SmallVector<Value>();
        });
  span = {};
}

void Kernel::storeStatistics(unsigned slots, unsigned vectors) {
  if (llvm::all_of(kernel.outputs,
                   [&](const Access &output) { return isFull(output); }))
    return;
  if (!share)
    return emitStatistics(slots, vectors);
  Value isFirst = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                        share->first, emitter.index(0));
  auto branch =
      scf::IfOp::create(builder, loc, isFirst, /*withElseRegion=*/false);
  emitter.branch(branch.thenYield(), [&] { emitStatistics(slots, vectors); });
}

void Kernel::emitStatistics(unsigned slots, unsigned vectors) {
  for (auto [value, output] :
       llvm::zip_equal(op.getYield().getValues(), kernel.outputs)) {
    if (isFull(output))
      continue;
    for (unsigned slot = 0; slot < slots; ++slot)
      for (unsigned vector = 0;
           vector < (kernel.vectorsLieInRow() ? 1 : vectors); ++vector) {
        emitter.storeResult(value, output, {slot, vector}, /*streaming=*/false);
      }
  }
}
