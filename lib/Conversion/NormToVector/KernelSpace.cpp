#include "KernelSpace.h"

#include "norm/IR/IterationSpace.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

KernelSpace::KernelSpace(GenericOp op, const BodySpaces &spaces) {
  findLoops(op, spaces);
  vectorLoop = findVectorLoop(op);
}

void KernelSpace::emitOperands(GenericOp op, OpBuilder &builder) {
  emitExtents(op, builder);
  for (OpOperand &operand : op->getOpOperands()) {
    Access access = flatten(builder, op.getLoc(), operand.get(),
                            op.getMatchingIndexingMap(&operand));
    (op.isDpsInput(&operand) ? inputs : outputs).push_back(access);
  }
}

Space KernelSpace::loopsOf(const Space &iterators) const {
  Space covered(loops.size());
  for (auto [i, loop] : llvm::enumerate(loops))
    covered[i] = llvm::any_of(loop.iterators, [&](unsigned iterator) {
      return iterators.test(iterator);
    });
  return covered;
}

SmallVector<unsigned> KernelSpace::others(bool reduced) const {
  SmallVector<unsigned> found;
  for (auto [i, loop] : llvm::enumerate(loops))
    if (i != vectorLoop && loop.reduced == reduced)
      found.push_back(i);
  return found;
}

bool KernelSpace::hasReductions() const {
  return llvm::any_of(loops, [](const Loop &loop) { return loop.reduced; });
}

// Loops.

/// The iterators that the reductions of the body run over.
static Space reducedIterators(GenericOp op, const BodySpaces &spaces) {
  Space reduced(op.getNumIterators());
  for (auto reduce : op.getBody()->getOps<ReduceOp>())
    reduced |= spaces.reducedBy(reduce);
  return reduced;
}

void KernelSpace::findLoops(GenericOp op, const BodySpaces &spaces) {
  Space reduced = reducedIterators(op, spaces);
  Space indexed(op.getNumIterators());
  for (auto index : op.getBody()->getOps<IndexOp>())
    indexed.set(index.getDim());
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (auto [i, extent] : llvm::enumerate(ranges)) {
    if (extent == 1)
      continue;
    bool joins = !loops.empty() && loops.back().reduced == reduced[i] &&
                 !indexed[i] && !indexed[loops.back().iterators.back()] &&
                 canJoin(op, loops.back().iterators.back(), i);
    if (!joins) {
      loops.emplace_back();
      loops.back().reduced = reduced[i];
    }
    loops.back().iterators.push_back(i);
    int64_t &whole = loops.back().staticExtent;
    bool isStatic = !ShapedType::isDynamic(extent) && loops.back().isStatic();
    whole = isStatic ? whole * extent : ShapedType::kDynamic;
  }
  // A kernel of one point has one loop, too.
  if (loops.empty())
    loops.emplace_back();
}

/// Positions of a map's iterators in a memref, unit extents aside.
static int64_t positionOf(AffineMap map, ShapedType type, unsigned iterator) {
  int64_t position = 0;
  for (auto [extent, expr] :
       llvm::zip_equal(type.getShape(), map.getResults())) {
    if (expr == getAffineDimExpr(iterator, map.getContext()))
      return position;
    position += extent != 1;
  }
  return -1;
}

/// Whether one stride passes both iterators, the second one inside.
static bool isOneStride(ShapedType type, AffineMap map, unsigned first,
                        unsigned second) {
  auto dimOf = [&](unsigned iterator) {
    return *map.getResultPosition(getAffineDimExpr(iterator, map.getContext()));
  };
  if (positionOf(map, type, second) != positionOf(map, type, first) + 1)
    return false;
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || memref.getLayout().isIdentity())
    return true;
  auto [strides, offset] = memref.getStridesAndOffset();
  int64_t inner = strides[dimOf(second)], outer = strides[dimOf(first)];
  int64_t extent = type.getDimSize(dimOf(second));
  return !ShapedType::isDynamic(inner) && !ShapedType::isDynamic(outer) &&
         !ShapedType::isDynamic(extent) && outer == inner * extent;
}

bool KernelSpace::canJoin(GenericOp op, unsigned first, unsigned second) const {
  return llvm::all_of(op->getOpOperands(), [&](OpOperand &operand) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    bool hasFirst = map.isFunctionOfDim(first);
    if (hasFirst != map.isFunctionOfDim(second))
      return false;
    return !hasFirst || isOneStride(cast<ShapedType>(operand.get().getType()),
                                    map, first, second);
  });
}

void KernelSpace::emitExtents(GenericOp op, OpBuilder &builder) {
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> extents = getIteratorExtents(
      builder, loc, op->getOperands(), op.getIndexingMapsArray());
  for (Loop &loop : loops) {
    OpFoldResult extent = builder.getIndexAttr(1);
    for (unsigned iterator : loop.iterators) {
      Value a = getValueOrCreateConstantIndexOp(builder, loc, extent);
      Value b =
          getValueOrCreateConstantIndexOp(builder, loc, extents[iterator]);
      extent = builder.createOrFold<arith::MulIOp>(loc, a, b);
      if (auto constant = getConstantIntValue(extent))
        extent = builder.getIndexAttr(*constant);
    }
    loop.extent = getValueOrCreateConstantIndexOp(builder, loc, extent);
  }
}

// Operands.

Access KernelSpace::flatten(OpBuilder &builder, Location loc, Value operand,
                            AffineMap map) const {
  Access access;
  access.elementType = getElementTypeOrSelf(operand.getType());
  access.strides.assign(loops.size(), builder.getIndexAttr(0));
  auto type = dyn_cast<MemRefType>(operand.getType());
  if (!type) {
    access.scalar = operand;
    return access;
  }
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, operand);
  SmallVector<OpFoldResult> strides = metadata.getConstifiedMixedStrides();
  for (auto [i, loop] : llvm::enumerate(loops)) {
    if (loop.iterators.empty())
      continue;
    auto dim =
        map.getResultPosition(builder.getAffineDimExpr(loop.iterators.back()));
    if (dim)
      access.strides[i] = strides[*dim];
  }
  // No access is checked against the size.
  auto flat = MemRefType::get(
      {ShapedType::kDynamic}, access.elementType,
      StridedLayoutAttr::get(builder.getContext(), ShapedType::kDynamic, {1}),
      type.getMemorySpace());
  Value size = arith::ConstantIndexOp::create(
      builder, loc, std::numeric_limits<int64_t>::max());
  access.buffer = memref::ReinterpretCastOp::create(
      builder, loc, flat, metadata.getBaseBuffer(),
      metadata.getConstifiedMixedOffset(), ArrayRef<OpFoldResult>{size},
      ArrayRef<OpFoldResult>{builder.getIndexAttr(1)});
  return access;
}

/// Whether a step of the loop is a step of one element.
static bool isContiguous(OpOperand &operand, AffineMap map, const Loop &loop) {
  auto type = dyn_cast<ShapedType>(operand.get().getType());
  if (!type || loop.iterators.empty())
    return false;
  auto dim = map.getResultPosition(
      getAffineDimExpr(loop.iterators.back(), map.getContext()));
  if (!dim)
    return false;
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || memref.getLayout().isIdentity())
    return llvm::all_of(type.getShape().drop_front(*dim + 1),
                        [](int64_t extent) { return extent == 1; });
  return memref.getStridesAndOffset().first[*dim] == 1;
}

/// The loop that most operands of full rank pass in steps of one, outputs
/// first.
unsigned KernelSpace::findVectorLoop(GenericOp op) const {
  auto coverage = [&](OpOperand &operand) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    return llvm::count_if(loops, [&](const Loop &loop) {
      return !loop.iterators.empty() &&
             map.isFunctionOfDim(loop.iterators.back());
    });
  };
  int64_t most = 0;
  for (OpOperand &operand : op->getOpOperands())
    most = std::max<int64_t>(most, coverage(operand));
  SmallVector<unsigned> scores(loops.size(), 0);
  for (OpOperand &operand : op->getOpOperands())
    for (auto [score, loop] : llvm::zip_equal(scores, loops))
      if (coverage(operand) == most &&
          isContiguous(operand, op.getMatchingIndexingMap(&operand), loop))
        score += op.isDpsInput(&operand) ? 1 : 2;
  // Of equals the inner one.
  unsigned best = loops.size() - 1;
  for (unsigned i = loops.size(); i-- > 0;)
    if (scores[i] > scores[best])
      best = i;
  return best;
}
