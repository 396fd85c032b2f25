#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

SmallVector<SmallVector<ReduceOp>> cpu::groupByStage(GenericOp op,
                                                     const BodySpaces &spaces) {
  SmallVector<SmallVector<ReduceOp>> stages;
  for (auto reduce : op.getBody()->getOps<ReduceOp>()) {
    if (spaces.reducedBy(reduce).none() || reduce->use_empty())
      continue;
    unsigned stage = spaces.depth(reduce.getResult(0)) - 1;
    if (stages.size() <= stage)
      stages.resize(stage + 1);
    stages[stage].push_back(reduce);
  }
  return stages;
}

Kernel::Kernel(GenericOp op, PlanAttr plan, MachineAttr machine,
               OpBuilder &builder)
    : op(op), plan(plan), machine(machine), builder(builder), loc(op.getLoc()),
      spaces(op), kernel(op, spaces),
      emitter(op, spaces, kernel, builder, plan.getLanes(), machine),
      stages(groupByStage(op, spaces)) {
  kernel.emitOperands(op, builder);
  emitter.choosePairs(fitsRegisters() || plan.getVectors() % 2 == 0);
}

bool Kernel::fitsRegisters() const {
  const Loop &loop = kernel.loops[kernel.vectorLoop];
  return plan.getSchedule() == Schedule::registers &&
         kernel.vectorsLieInRow() && loop.isStatic() &&
         kernel.others(/*reduced=*/true).empty();
}

bool Kernel::isFull(const Access &output) const {
  for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
    if (output.liesAlong(loop) &&
        (kernel.loops[loop].reduced ||
         (kernel.vectorsLieInRow() && loop == kernel.vectorLoop)))
      return true;
  return false;
}

Value Kernel::numUnits() {
  Value units = emitter.index(1);
  for (unsigned loop : kernel.others(/*reduced=*/false))
    units = builder.createOrFold<arith::MulIOp>(loc, units,
                                                kernel.loops[loop].extent);
  if (kernel.vectorsLieInRow())
    return units;
  int64_t width = plan.getVectors() * plan.getLanes();
  Value tiles = builder.createOrFold<arith::CeilDivUIOp>(
      loc, kernel.loops[kernel.vectorLoop].extent, emitter.index(width));
  return builder.createOrFold<arith::MulIOp>(loc, units, tiles);
}

void Kernel::emit(Value begin, Value end) {
  auto emitAll = [&](bool past) {
    streaming = past;
    planStashes();
    if (kernel.vectorsLieInRow())
      emitRows(begin, end);
    else
      emitTiles(begin, end);
    if (streaming)
      LLVM::FenceOp::create(builder, loc, LLVM::AtomicOrdering::seq_cst);
    for (Value buffer : allocated)
      memref::DeallocOp::create(builder, loc, buffer);
    allocated.clear();
  };
  Value streams = streamsWhen();
  auto constant = streams ? getConstantIntValue(streams) : 0;
  if (constant) {
    emitAll(*constant != 0);
  } else {
    auto branch = scf::IfOp::create(builder, loc, streams,
                                    /*withElseRegion=*/true);
    emitter.branch(branch.thenYield(), [&] { emitAll(true); });
    emitter.branch(branch.elseYield(), [&] { emitAll(false); });
  }
}

// Streaming stores.

/// The address of the first element, in elements.
static Value firstElement(OpBuilder &builder, Location loc,
                          const Access &access) {
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, access.buffer);
  Value base = memref::ExtractAlignedPointerAsIndexOp::create(builder, loc,
                                                              access.buffer);
  unsigned bytes = access.elementType.getIntOrFloatBitWidth() / 8;
  Value size = arith::ConstantIndexOp::create(builder, loc, bytes);
  Value element = arith::DivUIOp::create(builder, loc, base, size);
  return arith::AddIOp::create(builder, loc, element, metadata.getOffset());
}

static Value modulo(OpBuilder &builder, Location loc, Value value,
                    int64_t powerOfTwo) {
  Value mask = arith::ConstantIndexOp::create(builder, loc, powerOfTwo - 1);
  return builder.createOrFold<arith::AndIOp>(loc, value, mask);
}

static Value isMultiple(OpBuilder &builder, Location loc, Value value,
                        int64_t powerOfTwo) {
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  return builder.createOrFold<arith::CmpIOp>(
      loc, arith::CmpIPredicate::eq, modulo(builder, loc, value, powerOfTwo),
      zero);
}

Value Kernel::movedBytes() {
  Value sum = emitter.index(0);
  for (const auto *accesses : {&kernel.inputs, &kernel.outputs})
    for (const Access &access : *accesses) {
      if (access.scalar)
        continue;
      Value bytes = emitter.index(
          llvm::divideCeil(access.elementType.getIntOrFloatBitWidth(), 8));
      for (auto [i, loop] : llvm::enumerate(kernel.loops))
        if (access.liesAlong(i))
          bytes = builder.createOrFold<arith::MulIOp>(loc, bytes, loop.extent);
      sum = builder.createOrFold<arith::AddIOp>(loc, sum, bytes);
    }
  return sum;
}

/// Past the cache, rows that begin at different places of their vectors have
/// heads of their own.
unsigned Kernel::rowsPerStep(bool past) const {
  unsigned rows = share ? 1 : std::max<int64_t>(plan.getRows(), 1);
  if (!past || fitsRegisters())
    return rows;
  for (const Access &output : kernel.outputs)
    for (OpFoldResult stride : output.strides) {
      auto known = getConstantIntValue(stride);
      if (known && *known > 1 && *known % plan.getLanes() != 0)
        return 1;
    }
  return rows;
}

/// Whether the rows of a step are so short that most of what passed by the
/// cache would be cut by their ends: each then moves its line twice.
bool Kernel::hasMoreEdgesThanLines() const {
  const Loop &row = kernel.loops[kernel.vectorLoop];
  constexpr int64_t fewVectors = 16;
  return kernel.vectorsLieInRow() && row.isStatic() &&
         row.staticExtent % plan.getLanes() != 0 &&
         row.staticExtent < fewVectors * plan.getLanes();
}

/// Whether results pass by the cache: they are too large for it, and whole
/// vectors of them can be aligned. Null for never.
Value Kernel::streamsWhen() {
  const Access *first = nullptr;
  for (const Access &output : kernel.outputs)
    if (isFull(output) && output.isContiguous(kernel.vectorLoop) &&
        !output.elementType.isInteger(1))
      first = first ? first : &output;
  if (plan.getStores() == Stores::cached || !first || hasMoreEdgesThanLines())
    return {};
  Value limit = emitter.index(machine.getStreamThreshold() *
                              std::max<int64_t>(plan.getThreads(), 1));
  Value when = builder.createOrFold<arith::CmpIOp>(
      loc, arith::CmpIPredicate::ugt, movedBytes(), limit);
  if (plan.getStores() == Stores::streaming)
    when = arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
  if (auto constant = getConstantIntValue(when); constant && *constant == 0)
    return {};

  // Outputs must be aligned alike; without a head, aligned at all. Rows of one
  // step share the head of the first.
  bool peels = kernel.vectorsLieInRow() && !fitsRegisters();
  bool rowsDiffer = peels && rowsPerStep(/*past=*/true) == 1;
  Value base = firstElement(builder, loc, *first);
  Value apart = peels ? emitter.index(0) : base;
  for (const Access &output : kernel.outputs)
    if (&output != first && isFull(output))
      apart = builder.createOrFold<arith::OrIOp>(
          loc, apart,
          arith::XOrIOp::create(builder, loc, base,
                                firstElement(builder, loc, output)));
  for (const Access &output : kernel.outputs)
    for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
      if (loop != kernel.vectorLoop && isFull(output) &&
          (!rowsDiffer || output.strides[loop] != first->strides[loop]))
        apart = builder.createOrFold<arith::OrIOp>(
            loc, apart,
            getValueOrCreateConstantIndexOp(builder, loc,
                                            output.strides[loop]));
  Value aligned = isMultiple(builder, loc, apart, emitter.streamedElements());
  return builder.createOrFold<arith::AndIOp>(loc, when, aligned);
}

/// The elements from `begin` to the first aligned vector of the result.
Value Kernel::headLength(Value begin, Value end) {
  for (const Access &output : kernel.outputs) {
    if (!isFull(output) || !output.isContiguous(kernel.vectorLoop))
      continue;
    Value element =
        arith::AddIOp::create(builder, loc, firstElement(builder, loc, output),
                              emitter.offset(output, Cell(), emitter.level()));
    element = builder.createOrFold<arith::AddIOp>(loc, element, begin);
    int64_t whole = emitter.streamedElements();
    Value past = modulo(builder, loc, element, whole);
    Value missing = modulo(
        builder, loc,
        arith::SubIOp::create(builder, loc, emitter.index(0), past), whole);
    Value length = builder.createOrFold<arith::SubIOp>(loc, end, begin);
    return arith::MinUIOp::create(builder, loc, missing, length);
  }
  return emitter.index(0);
}
