// The stages of the rows, or of the tile, that are bound.
#include "Kernel.h"

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
  });
  return next;
}

void Kernel::reduceStage(unsigned stage, unsigned slots, unsigned vectors) {
  // Held rows start from their first vectors, loops from the identity.
  unsigned accumulators = fitsRegisters() ? std::min(vectors, 2u) : vectors;
  SmallVector<Value> state;
  for (unsigned i = 0; i < slots * accumulators; ++i)
    for (ReduceOp reduce : stages[stage]) {
      if (fitsRegisters())
        state.append(reduce->getNumResults(), Value());
      else
        llvm::append_range(state, emitter.identities(reduce));
    }
  emitter.setStage(stage);
  state = sweep(kernel.others(/*reduced=*/true), vectors, std::move(state),
                /*fromHead=*/false, [&](unsigned count, ValueRange carried) {
                  return reduceStep(stage, slots, count, accumulators, carried);
                });
  finishReductions(stage, slots, accumulators, state);
}

void Kernel::finishReductions(unsigned stage, unsigned slots,
                              unsigned accumulators, ValueRange state) {
  unsigned width = countStates(stages[stage]), at = 0;
  for (ReduceOp reduce : stages[stage]) {
    unsigned size = reduce->getNumResults();
    for (unsigned slot = 0; slot < slots; ++slot) {
      SmallVector<SmallVector<Value>> states;
      for (unsigned i = 0; i < accumulators; ++i)
        states.emplace_back(
            state.slice((slot * accumulators + i) * width + at, size));
      auto define = [&](Cell cell, ArrayRef<Value> values) {
        for (auto [result, value] :
             llvm::zip_equal(reduce->getResults(), values))
          emitter.define(result, cell, value);
      };
      if (!emitter.isVector(reduce.getResult(0)) && !kernel.vectorsLieInRow()) {
        // The same in every lane and tile.
        define({slot, 0}, emitter.firstLane(states[0]));
        continue;
      }
      if (!kernel.vectorsLieInRow()) {
        for (auto [vector, values] : llvm::enumerate(states))
          define({slot, static_cast<unsigned>(vector)}, values);
        continue;
      }
      for (; states.size() > 1; states.resize((states.size() + 1) / 2))
        for (unsigned i = 0, half = (states.size() + 1) / 2;
             i + half < states.size(); ++i)
          states[i] = emitter.merge(reduce, states[i], states[i + half]);
      define({slot, 0}, emitter.reduceLanes(reduce, states[0]));
    }
    at += size;
  }
}

/// Fetches the rows, or the tile, that come next.
void Kernel::prefetchNext(unsigned slots, Cell cell) {
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

void Kernel::mapStep(unsigned slots, unsigned vectors, bool streaming) {
  emitter.setStepVectors(vectors);
  forEachCell(slots, vectors, [&](Cell cell) {
    if (streaming && (kernel.vectorsLieInRow() || nextTile))
      prefetchNext(slots, cell);
    for (auto [value, output] :
         llvm::zip_equal(op.getYield().getValues(), kernel.outputs))
      if (isFull(output))
        emitter.storeResult(value, output, cell, streaming);
  });
}

void Kernel::mapStage(unsigned slots, unsigned vectors, bool streaming) {
  emitter.setStage(stages.size());
  if (llvm::none_of(kernel.outputs,
                    [&](const Access &output) { return isFull(output); }))
    return;
  sweep(kernel.others(/*reduced=*/true), vectors, {}, streaming,
        [&](unsigned count, ValueRange) {
          mapStep(slots, count, streaming);
          return SmallVector<Value>();
        });
}

void Kernel::storeStatistics(unsigned slots, unsigned vectors) {
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
