// Which values of a row are kept from one stage for later ones.
#include "BodyFacts.h"
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
  /// `roots` are the values that each stage must have.
  StageNeeds(const KernelSpace &kernel, const BodySpaces &spaces, bool hasPairs,
             SmallVector<SmallVector<Value>> roots)
      : kernel(kernel), spaces(spaces), hasPairs(hasPairs),
        roots(std::move(roots)), inRow(kernel.loops.size()) {
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

  /// What the stages from `first` to `last` compute or read.
  llvm::SetVector<Value> neededIn(unsigned first, unsigned last) const {
    llvm::SetVector<Value> needed;
    for (unsigned stage = first; stage < last; ++stage)
      for (Value root : roots[stage])
        collect(root, needed);
    return needed;
  }

  /// The stages that compute or read a value.
  SmallVector<unsigned> usersOf(Value value) const {
    SmallVector<unsigned> users;
    for (unsigned stage = 0; stage < roots.size(); ++stage)
      if (neededIn(stage, stage + 1).contains(value))
        users.push_back(stage);
    return users;
  }

  /// Vector instructions of a stage, roughly.
  unsigned work(unsigned stage) const {
    unsigned sum = 0;
    for (Value value : neededIn(stage, stage + 1))
      if (Operation *op = value.getDefiningOp(); op && !kept.contains(value))
        sum += costOf(op);
    return sum;
  }

private:
  /// From words, widening is one instruction, and narrowing to them two for
  /// two vectors.
  unsigned costOf(Operation *op) const {
    if (isPolynomial(op))
      return 12;
    if (isa<arith::DivFOp, math::SqrtOp, math::RsqrtOp>(op))
      return 6;
    return isa<arith::ExtFOp>(op) && !hasPairs ? 3 : 1;
  }

  const KernelSpace &kernel;
  const BodySpaces &spaces;
  bool hasPairs;
  SmallVector<SmallVector<Value>> roots;
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

/// A result that can hold the value until its own is written there: of the
/// same type, and nothing that it may share memory with is read after `stage`.
const Access *Kernel::findHost(Value value, ArrayRef<Value> neededLater) const {
  auto isNeighbor = [&](const Access &access) {
    return access.elementType == value.getType() &&
           access.liesAlong(kernel.vectorLoop);
  };
  for (Value needed : neededLater)
    if (auto argument = dyn_cast<BlockArgument>(needed))
      if (isNeighbor(kernel.inputs[argument.getArgNumber()]))
        return nullptr;
  for (const Access &output : kernel.outputs) {
    bool liesAlongAll = true;
    for (unsigned loop = 0; loop < kernel.loops.size(); ++loop)
      liesAlongAll &= output.liesAlong(loop);
    if (liesAlongAll && isNeighbor(output) &&
        output.isContiguous(kernel.vectorLoop))
      return &output;
  }
  return nullptr;
}

/// Vectors that scratch can hold, of points that are one vector row.
bool Kernel::isKeepable(Value value) const {
  // What is widened takes less room as it was.
  if (emitter.hasPairs() && value.getDefiningOp<arith::ExtFOp>())
    return false;
  Space along = kernel.loopsOf(spaces.of(value));
  for (unsigned i = 0; i < kernel.loops.size(); ++i)
    if (kernel.loops[i].reduced && !along.test(i))
      return false;
  return emitter.isVector(value) && !value.getDefiningOp<ReduceOp>() &&
         !value.getType().isIndex() && !value.getType().isInteger(1);
}

void Kernel::planStashes() {
  stashed.clear();
  hostsValue = false;
  fetchingStage = stages.size();
  if (stages.empty() || fitsRegisters())
    return;
  StageNeeds needs(kernel, spaces, emitter.hasPairs(),
                   rootsByStage(op, stages));
  SmallVector<Value> values;
  for (Operation &bodyOp : op.getBody()->without_terminator())
    llvm::append_range(values, bodyOp.getResults());

  bool isHostFree = !streaming && kernel.vectorsLieInRow();
  // What lies downstream first: it makes what it is made of unneeded.
  for (Value value : llvm::reverse(values)) {
    SmallVector<unsigned> users = needs.usersOf(value);
    if (users.size() < 2 || !isKeepable(value))
      continue;
    unsigned later = users.size() - 1;
    if (needs.cost(value) * later <= 2 * (1 + later))
      continue;
    needs.keep(value);
    unsigned stage = users.front();
    auto neededLater = needs.neededIn(stage + 1, stages.size() + 1);
    const Access *host =
        isHostFree ? findHost(value, neededLater.getArrayRef()) : nullptr;
    isHostFree &= !host;
    hostsValue |= host != nullptr;
    stashed[stage].push_back(value);
    emitter.stash(value, host ? hostedStash(*host, stage)
                              : allocateStash(value, stage));
  }
  if (kernel.vectorsLieInRow())
    for (unsigned stage = 0; stage < stages.size(); ++stage)
      if (needs.work(stage) > needs.work(fetchingStage))
        fetchingStage = stage;
}

/// On the stack, what streams and what does not share the room.
Value Kernel::allocateScratch(Value value, unsigned slot, Value size) {
  auto align = builder.getI64IntegerAttr(64);
  Type type = value.getType();
  std::optional<int64_t> known = getConstantIntValue(size);
  if (known &&
      *known * type.getIntOrFloatBitWidth() / 8 <= 2 * machine.getL1()) {
    Value &room = onStack[{value, slot}];
    if (room)
      return room;
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(op->getBlock());
    return room = memref::AllocaOp::create(builder, loc,
                                           MemRefType::get({*known}, type),
                                           ValueRange(), align);
  }
  auto dynamic = MemRefType::get({ShapedType::kDynamic}, type);
  allocated.push_back(
      memref::AllocOp::create(builder, loc, dynamic, ValueRange{size}, align));
  return allocated.back();
}

/// The rows of a result.
Stash Kernel::hostedStash(const Access &host, unsigned stage) {
  Stash stash;
  stash.rows.assign(std::max<int64_t>(plan.getRows(), 1), host);
  stash.isPadded = false;
  stash.readFrom = stage + 1;
  return stash;
}

/// One padded row per slot. In a tile, a row holds the tile's vectors.
Stash Kernel::allocateStash(Value value, unsigned stage) {
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
    row.buffer = allocateScratch(value, slot, size);
    stash.rows.push_back(row);
  }
  return stash;
}
