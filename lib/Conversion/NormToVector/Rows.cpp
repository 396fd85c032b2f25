// Units of work: rows one by one or a few at a time, and tiles of rows.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// The place of a row in each loop over rows.
void Kernel::bindRow(unsigned slot, Value unit) {
  SmallVector<unsigned> loops = kernel.others(/*reduced=*/false);
  for (unsigned loop : llvm::reverse(loops)) {
    Value position = unit;
    if (loop != loops.front()) {
      Value extent = kernel.loops[loop].extent;
      position = builder.createOrFold<arith::RemUIOp>(loc, unit, extent);
      unit = builder.createOrFold<arith::DivUIOp>(loc, unit, extent);
    }
    emitter.bind(loop, slot, position, emitter.level());
  }
}

void Kernel::emitRow(ArrayRef<Value> units) {
  emitter.setRowLevel(emitter.level());
  unsigned slots = units.size();
  for (auto [slot, unit] : llvm::enumerate(units))
    bindRow(slot, unit);
  if (streaming) {
    Value last =
        builder.createOrFold<arith::SubIOp>(loc, numUnits(), emitter.index(1));
    for (auto [slot, unit] : llvm::enumerate(units)) {
      Value ahead = arith::AddIOp::create(
          builder, loc, unit, emitter.index(plan.getPrefetch() * slots));
      bindRow(slots + slot, arith::MinUIOp::create(builder, loc, ahead, last));
    }
  }
  unsigned vectors = plan.getVectors();
  if (fitsRegisters())
    vectors = llvm::divideCeil(kernel.loops[kernel.vectorLoop].staticExtent,
                               plan.getLanes());
  for (unsigned stage = 0; stage < stages.size(); ++stage)
    reduceStage(stage, slots, vectors);
  mapStage(slots, vectors);
  storeStatistics(slots, vectors);
}

void Kernel::emitRows(Value begin, Value end) {
  unsigned along = kernel.vectorLoop;
  if (fitsRegisters()) {
    emitter.bind(along, 0, emitter.index(0), emitter.level());
    int64_t extent = kernel.loops[along].staticExtent, lanes = plan.getLanes();
    SmallVector<Value> masks(llvm::divideCeil(extent, lanes));
    if (extent % lanes != 0)
      masks.back() = laneMask(emitter.index(extent % lanes));
    emitter.setMasks(std::move(masks));
  }
  unsigned slots = rowsPerStep(streaming);
  auto emitFrom = [&](Value from, Value to, unsigned count) {
    emitter.loop(from, to, count, {}, [&](Value unit, ValueRange) {
      SmallVector<Value> units{unit};
      for (unsigned slot = 1; slot < count; ++slot)
        units.push_back(
            arith::AddIOp::create(builder, loc, unit, emitter.index(slot)));
      emitRow(units);
      return SmallVector<Value>();
    });
  };
  if (slots > 1) {
    Value length = builder.createOrFold<arith::SubIOp>(loc, end, begin);
    Value left =
        builder.createOrFold<arith::RemUIOp>(loc, length, emitter.index(slots));
    Value split = builder.createOrFold<arith::SubIOp>(loc, end, left);
    emitFrom(begin, split, slots);
    begin = split;
  }
  emitFrom(begin, end, 1);
  emitter.setMasks({});
}

void Kernel::emitTile(unsigned vectors) {
  emitter.setRowLevel(emitter.level());
  for (unsigned stage = 0; stage < stages.size(); ++stage)
    reduceStage(stage, /*slots=*/1, vectors);
  mapStage(/*slots=*/1, vectors);
  storeStatistics(/*slots=*/1, vectors);
}

/// A tile of all its vectors at a column; the last one is its own next.
void Kernel::emitWholeTile(Value column) {
  unsigned along = kernel.vectorLoop;
  int64_t width = plan.getVectors() * plan.getLanes();
  emitter.bind(along, 0, column, emitter.level());
  Value last = builder.createOrFold<arith::SubIOp>(
      loc, kernel.loops[along].extent, emitter.index(width));
  Value next =
      arith::AddIOp::create(builder, loc, column, emitter.index(width));
  nextTile = arith::SubIOp::create(
      builder, loc, arith::MinUIOp::create(builder, loc, next, last), column);
  emitTile(plan.getVectors());
  nextTile = {};
}

/// What is left of a row of tiles: single vectors, the last one masked.
void Kernel::emitRestOfTiles(Value column) {
  unsigned along = kernel.vectorLoop;
  Value extent = kernel.loops[along].extent;
  emitter.loop(
      column, extent, plan.getLanes(), {}, [&](Value position, ValueRange) {
        emitter.bind(along, 0, position, emitter.level());
        emitter.setMasks(
            {laneMask(arith::SubIOp::create(builder, loc, extent, position))});
        emitTile(1);
        emitter.setMasks({});
        return SmallVector<Value>();
      });
}

void Kernel::emitTiles(Value begin, Value end) {
  const Loop &columns = kernel.loops[kernel.vectorLoop];
  int64_t width = plan.getVectors() * plan.getLanes();
  emitter.loop(begin, end, 1, {}, [&](Value unit, ValueRange) {
    Value tiles = builder.createOrFold<arith::CeilDivUIOp>(
        loc, columns.extent, emitter.index(width));
    bindRow(0, builder.createOrFold<arith::DivUIOp>(loc, unit, tiles));
    Value tile = builder.createOrFold<arith::RemUIOp>(loc, unit, tiles);
    Value column =
        builder.createOrFold<arith::MulIOp>(loc, tile, emitter.index(width));
    if (columns.isStatic() && columns.staticExtent % width == 0) {
      emitWholeTile(column);
      return SmallVector<Value>();
    }
    Value past =
        arith::AddIOp::create(builder, loc, column, emitter.index(width));
    Value fits = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ule,
                                       past, columns.extent);
    auto branch =
        scf::IfOp::create(builder, loc, fits, /*withElseRegion=*/true);
    emitter.branch(branch.thenYield(), [&] { emitWholeTile(column); });
    emitter.branch(branch.elseYield(), [&] { emitRestOfTiles(column); });
    return SmallVector<Value>();
  });
}
