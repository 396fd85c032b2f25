// Loops over the points of a row, in whole vectors and masked ones.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

Value Kernel::laneMask(Value length) {
  auto type = VectorType::get({plan.getLanes()}, builder.getI1Type());
  return vector::CreateMaskOp::create(builder, loc, type, length);
}

SmallVector<Value> Kernel::sweep(ArrayRef<unsigned> loops, unsigned vectors,
                                 SmallVector<Value> state, bool fromHead,
                                 Step step) {
  if (loops.empty()) {
    if (!kernel.vectorsLieInRow() || fitsRegisters())
      return step(vectors, state);
    return sweepVectors(vectors, std::move(state), fromHead, step);
  }
  auto [begin, end] = spanOf(loops.front());
  return emitter.loop(
      begin, end, 1, state, [&](Value position, ValueRange carried) {
        emitter.bind(loops.front(), 0, position, emitter.level());
        return sweep(loops.drop_front(), vectors, SmallVector<Value>(carried),
                     fromHead, step);
      });
}

/// `length` down to a multiple of `step`.
static Value wholeSteps(OpBuilder &builder, Location loc, Value length,
                        int64_t step) {
  Value size = arith::ConstantIndexOp::create(builder, loc, step);
  Value count = builder.createOrFold<arith::DivUIOp>(loc, length, size);
  return builder.createOrFold<arith::MulIOp>(loc, count, size);
}

static bool areEqual(Value a, Value b) {
  auto x = getConstantIntValue(a), y = getConstantIntValue(b);
  return a == b || (x && y && *x == *y);
}

/// One masked vector. Where it may have no lane and only writes, it is skipped:
/// the empty store would fetch the line that streaming stores pass by.
void Kernel::sweepMasked(Value position, Value length,
                         SmallVector<Value> &state, Step step) {
  auto emitStep = [&] {
    emitter.bind(kernel.vectorLoop, 0, position, emitter.level());
    emitter.setMasks({laneMask(length)});
    state = step(1, state);
    emitter.setMasks({});
  };
  if (!state.empty() || getConstantIntValue(length)) {
    emitter.step(emitStep);
    return;
  }
  Value exists = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                       length, emitter.index(0));
  auto branch =
      scf::IfOp::create(builder, loc, exists, /*withElseRegion=*/false);
  emitter.branch(branch.thenYield(), emitStep);
}

/// Steps of all vectors, steps of one, and what is left as a masked one.
SmallVector<Value> Kernel::sweepVectors(unsigned vectors,
                                        SmallVector<Value> state, bool fromHead,
                                        Step step) {
  unsigned along = kernel.vectorLoop;
  int64_t lanes = plan.getLanes();
  auto [begin, end] = spanOf(along);
  auto whole = [&](Value from, Value to, unsigned count) {
    if (areEqual(from, to))
      return;
    state = emitter.loop(from, to, count * lanes, state,
                         [&](Value position, ValueRange carried) {
                           emitter.bind(along, 0, position, emitter.level());
                           return step(count, carried);
                         });
  };

  if (fromHead) {
    Value head = headLength(begin, end), first = head;
    if (emitter.streamedElements() > lanes)
      first =
          builder.createOrFold<arith::RemUIOp>(loc, head, emitter.index(lanes));
    sweepMasked(begin, first, state, step);
    Value wholeHead = builder.createOrFold<arith::AddIOp>(loc, begin, first);
    begin = builder.createOrFold<arith::AddIOp>(loc, begin, head);
    if (first != head)
      whole(wholeHead, begin, 1);
  }
  Value length = builder.createOrFold<arith::SubIOp>(loc, end, begin);
  Value main = builder.createOrFold<arith::AddIOp>(
      loc, begin, wholeSteps(builder, loc, length, vectors * lanes));
  Value rest = builder.createOrFold<arith::AddIOp>(
      loc, begin, wholeSteps(builder, loc, length, lanes));
  whole(begin, main, vectors);
  if (vectors > 1)
    whole(main, rest, 1);
  if (!areEqual(rest, end))
    sweepMasked(rest, builder.createOrFold<arith::SubIOp>(loc, end, rest),
                state, step);
  return state;
}
