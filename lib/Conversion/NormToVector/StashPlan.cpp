// Which values of a row are kept from one stage for later ones.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

namespace {
/// What computing a vector again would cost, and which stages need it.
class StageNeeds {
public:
  StageNeeds(const KernelSpace &kernel, const BodySpaces &spaces, bool hasPairs)
      : kernel(kernel), spaces(spaces), hasPairs(hasPairs),
        inRow(kernel.loops.size()) {
    for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
      inRow[loop] = kernel.loops[loop].reduced;
    if (kernel.vectorsLieInRow())
      inRow.set(kernel.vectorLoop);
  }

  /// Whether each point of a row has a value of its own.
  bool variesInRow(Value value) const {
    return kernel.loopsOf(spaces.of(value)).anyCommon(inRow);
  }

  void keep(Value value) { kept.insert(value); }

  /// The vectors that a stage computes or reads, given what is kept.
  void collect(Value value, llvm::SetVector<Value> &needed) const {
    value = spaces.resolve(value);
    if (!variesInRow(value) || value.getDefiningOp<ReduceOp>() ||
        !needed.insert(value) || kept.contains(value))
      return;
    if (Operation *op = value.getDefiningOp())
      for (Value operand : op->getOperands())
        collect(operand, needed);
  }

  /// Vector instructions, roughly, from what is kept or in memory.
  unsigned cost(Value value) const {
    value = spaces.resolve(value);
    if (!variesInRow(value) || value.getDefiningOp<ReduceOp>())
      return 0;
    Operation *op = value.getDefiningOp();
    if (!op || kept.contains(value))
      return 1;
    unsigned sum = costOf(op);
    for (Value operand : op->getOperands())
      sum += cost(operand);
    return sum;
  }

private:
  /// From words, widening is one instruction, and narrowing to them two for
  /// two vectors.
  unsigned costOf(Operation *op) const {
    if (isa<math::ExpOp, math::TanhOp, math::ErfOp, math::LogOp>(op))
      return 12;
    if (isa<arith::DivFOp, math::SqrtOp, math::RsqrtOp>(op))
      return 6;
    return isa<arith::ExtFOp>(op) && !hasPairs ? 3 : 1;
  }

  const KernelSpace &kernel;
  const BodySpaces &spaces;
  bool hasPairs;
  Space inRow;
  llvm::DenseSet<Value> kept;
};
} // namespace

/// The values that each stage must have: what it reduces, or the results.
static SmallVector<SmallVector<Value>>
rootsByStage(GenericOp op, ArrayRef<SmallVector<ReduceOp>> stages) {
  SmallVector<SmallVector<Value>> roots;
  for (const auto &reduces : stages) {
    roots.emplace_back();
    for (ReduceOp reduce : reduces)
      llvm::append_range(roots.back(), reduce.getOperands());
  }
  roots.emplace_back(op.getYield().getValues());
  return roots;
}

void Kernel::planStashes() {
  if (stages.empty())
    return;
  auto roots = rootsByStage(op, stages);
  StageNeeds needs(kernel, spaces, emitter.hasPairs());
  SmallVector<Value> values;
  for (Operation &bodyOp : op.getBody()->without_terminator())
    llvm::append_range(values, bodyOp.getResults());
  Space rowLoops(kernel.loops.size());
  for (unsigned i = 0; i < kernel.loops.size(); ++i)
    rowLoops[i] = kernel.loops[i].reduced;

  // What lies downstream first: it makes what it is made of unneeded.
  for (Value value : llvm::reverse(values)) {
    Space along = kernel.loopsOf(spaces.of(value));
    // What is widened takes less room as it was.
    if (emitter.hasPairs() && value.getDefiningOp<arith::ExtFOp>())
      continue;
    if (!emitter.isVector(value) || rowLoops.test(along) ||
        value.getDefiningOp<ReduceOp>() || value.getType().isIndex() ||
        value.getType().isInteger(1))
      continue;
    SmallVector<unsigned> users;
    for (auto [stage, stageRoots] : llvm::enumerate(roots)) {
      llvm::SetVector<Value> needed;
      for (Value root : stageRoots)
        needs.collect(root, needed);
      if (needed.contains(value))
        users.push_back(stage);
    }
    if (users.size() < 2)
      continue;
    unsigned later = users.size() - 1;
    if (needs.cost(value) * later <= 2 * (1 + later))
      continue;
    needs.keep(value);
    stashValue(value, users.front());
  }
}

Value Kernel::allocateScratch(Type type, Value size,
                              std::optional<int64_t> known) {
  constexpr int64_t stackLimit = 64 * 1024, alignment = 64;
  auto align = builder.getI64IntegerAttr(alignment);
  if (known && *known * type.getIntOrFloatBitWidth() / 8 <= stackLimit)
    return memref::AllocaOp::create(
        builder, loc, MemRefType::get({*known}, type), ValueRange(), align);
  auto dynamic = MemRefType::get({ShapedType::kDynamic}, type);
  allocated.push_back(
      memref::AllocOp::create(builder, loc, dynamic, ValueRange{size}, align));
  return allocated.back();
}

/// One padded row per slot. In a tile, a row holds the tile's vectors.
void Kernel::stashValue(Value value, unsigned stage) {
  int64_t lanes = plan.getLanes();
  Value size = emitter.index(plan.getVectors() * lanes);
  if (kernel.vectorsLieInRow()) {
    // The masked vector at the end may have no lane.
    Value extent = kernel.loops[kernel.vectorLoop].extent;
    Value padded =
        builder.createOrFold<arith::AddIOp>(loc, extent, emitter.index(lanes));
    Value vectors =
        builder.createOrFold<arith::DivUIOp>(loc, padded, emitter.index(lanes));
    size =
        builder.createOrFold<arith::MulIOp>(loc, vectors, emitter.index(lanes));
  }
  Access row;
  row.elementType = value.getType();
  row.isOfTile = !kernel.vectorsLieInRow();
  row.strides.assign(kernel.loops.size(), builder.getIndexAttr(0));
  row.strides[kernel.vectorLoop] = builder.getIndexAttr(1);
  SmallVector<unsigned> reduced = kernel.others(/*reduced=*/true);
  for (unsigned loop : llvm::reverse(reduced)) {
    row.strides[loop] = getAsOpFoldResult(size);
    size = builder.createOrFold<arith::MulIOp>(loc, size,
                                               kernel.loops[loop].extent);
  }
  Stash stash;
  stash.readFrom = stage + 1;
  for (unsigned slot = 0; slot < std::max<int64_t>(plan.getRows(), 1); ++slot) {
    row.buffer =
        allocateScratch(value.getType(), size, getConstantIntValue(size));
    stash.rows.push_back(row);
  }
  emitter.stash(value, stash);
  stashed[stage].push_back(value);
}
