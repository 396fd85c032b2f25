#include "Tile.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// An iterator that is covered in part, and what runs over it.
struct Uncovered {
  int64_t iterator;
  Operation *statistic;
};
} // namespace

/// What runs over the iterator: an op of the body, or the named op itself.
static Operation *findStatistic(Operation *op, int64_t iterator) {
  auto generic = dyn_cast<GenericOp>(op);
  if (!generic)
    return IterationSpace(op).iterators[iterator] ==
                   utils::IteratorType::reduction
               ? op
               : nullptr;
  for (Operation &bodyOp : *generic.getBody()) {
    if (auto reduce = dyn_cast<ReduceOp>(bodyOp))
      if (llvm::is_contained(reduce.getReducedIterators(), iterator))
        return &bodyOp;
    if (auto count = dyn_cast<CountOp>(bodyOp))
      if (llvm::is_contained(count.getCountedIterators(), iterator))
        return &bodyOp;
  }
  return nullptr;
}

/// Whether `size` is provably the extent of the iterator.
static bool isWhole(Operation *op, const IterationSpace &space,
                    int64_t iterator, OpFoldResult size) {
  using Bounds = ValueBoundsConstraintSet;
  for (auto [operand, map] : llvm::zip(op->getOperands(), space.operandMaps))
    for (auto [i, expr] : llvm::enumerate(map.getResults()))
      if (expr == getAffineDimExpr(iterator, op->getContext()) &&
          Bounds::areEqual(Bounds::Variable(size),
                           Bounds::Variable(operand, i)) == true)
        return true;
  return false;
}

static std::optional<Uncovered> findUncovered(Operation *op,
                                              ArrayRef<OpFoldResult> sizes) {
  IterationSpace space(op);
  for (auto [iterator, size] : llvm::enumerate(sizes))
    if (Operation *statistic = size ? findStatistic(op, iterator) : nullptr)
      if (!isWhole(op, space, iterator, size))
        return Uncovered{static_cast<int64_t>(iterator), statistic};
  return std::nullopt;
}

LogicalResult norm::verifyCover(Operation *op, ArrayRef<OpFoldResult> sizes) {
  std::optional<Uncovered> uncovered = findUncovered(op, sizes);
  if (!uncovered)
    return success();
  InFlightDiagnostic error =
      op->emitOpError("expects a tile to cover ")
      << (isa<GenericOp>(op) ? "iterator #" : "dimension #")
      << uncovered->iterator << ", which a statistic runs over, got ";
  if (auto constant = getConstantIntValue(sizes[uncovered->iterator]))
    error << "size " << *constant;
  else
    error << "a size that may be smaller";
  if (uncovered->statistic != op)
    error.attachNote(uncovered->statistic->getLoc())
        << uncovered->statistic->getName() << " runs over it here";
  return error;
}

SmallVector<OpFoldResult> norm::getExtents(Operation *op, OpBuilder &builder) {
  return getIteratorExtents(builder, op->getLoc(), op->getOperands(),
                            IterationSpace(op).operandMaps);
}

/// A scalar that all points see, as an argument of the body.
static Value addScalarInput(GenericOp op, Value scalar) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  maps.insert(maps.begin() + op.getInputs().size(),
              AffineMap::get(op.getNumIterators(), 0, op.getContext()));
  op.getInputsMutable().append(scalar);
  op.setIndexingMapsAttr(Builder(op.getContext()).getAffineMapArrayAttr(maps));
  return op.getBody()->addArgument(scalar.getType(), scalar.getLoc());
}

/// `norm.index` counts from the start of the whole space: the offset of the
/// tile enters as a scalar.
static void shiftIndices(OpBuilder &builder, GenericOp op,
                         ArrayRef<OpFoldResult> offsets) {
  SmallVector<Value> shifts(offsets.size());
  for (IndexOp index : llvm::to_vector(op.getBody()->getOps<IndexOp>())) {
    OpFoldResult offset = offsets[index.getDim()];
    if (isZeroInteger(offset))
      continue;
    Value &shift = shifts[index.getDim()];
    if (!shift) {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPoint(op);
      shift = addScalarInput(
          op, getValueOrCreateConstantIndexOp(builder, op.getLoc(), offset));
    }
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointAfter(index);
    Value shifted =
        arith::AddIOp::create(builder, index.getLoc(), index, shift);
    index.getResult().replaceAllUsesExcept(shifted, shifted.getDefiningOp());
  }
}

/// Types of the results of the op on slices.
static SmallVector<Type> tileTypes(Operation *op, const IterationSpace &space,
                                   ArrayRef<OpFoldResult> sizes,
                                   OpFoldResult one) {
  SmallVector<Type> types;
  for (auto [type, map] : llvm::zip(op->getResultTypes(), space.resultMaps))
    types.push_back(tensor::ExtractSliceOp::inferResultType(
        cast<RankedTensorType>(type), selectThrough(map, sizes, one)));
  return types;
}

TilingResult norm::emitTile(Operation *op, OpBuilder &builder,
                            const Tile &tile) {
  IterationSpace space(op);
  SmallVector<Value> operands;
  SmallVector<Operation *> slices;
  for (auto [operand, map] :
       llvm::zip_equal(op->getOperands(), space.operandMaps)) {
    operands.push_back(sliceThrough(builder, op->getLoc(), operand, map,
                                    tile.offsets, tile.sizes));
    if (operands.back() != operand)
      slices.push_back(operands.back().getDefiningOp());
  }
  SmallVector<Type> types =
      tileTypes(op, space, tile.sizes, builder.getIndexAttr(1));
  Operation *tiled = mlir::clone(builder, op, types, operands);
  if (auto generic = dyn_cast<GenericOp>(tiled))
    shiftIndices(builder, generic, tile.offsets);
  return {{tiled}, llvm::to_vector_of<Value>(tiled->getResults()), slices};
}

/// The tile of the space behind tiles of operands or results, or failure where
/// they disagree.
static FailureOr<Tile>
tileBehind(Operation *op, ArrayRef<AffineMap> maps,
           ArrayRef<SmallVector<OpFoldResult>> allOffsets,
           ArrayRef<SmallVector<OpFoldResult>> allSizes) {
  size_t rank = IterationSpace(op).iterators.size();
  Tile tile{SmallVector<OpFoldResult>(rank), SmallVector<OpFoldResult>(rank)};
  for (auto [map, offsets, sizes] : llvm::zip_equal(maps, allOffsets, allSizes))
    for (auto [expr, offset, size] :
         llvm::zip_equal(map.getResults(), offsets, sizes)) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        continue;
      OpFoldResult &tileOffset = tile.offsets[dim.getPosition()];
      OpFoldResult &tileSize = tile.sizes[dim.getPosition()];
      if (tileSize && (!isEqualConstantIntOrValue(tileOffset, offset) ||
                       !isEqualConstantIntOrValue(tileSize, size)))
        return failure();
      tileOffset = offset;
      tileSize = size;
    }
  if (findUncovered(op, tile.sizes))
    return failure();
  return tile;
}

FailureOr<Tile> norm::tileBehindResult(Operation *op, unsigned result,
                                       ArrayRef<OpFoldResult> offsets,
                                       ArrayRef<OpFoldResult> sizes) {
  return tileBehind(op, {IterationSpace(op).resultMaps[result]},
                    {llvm::to_vector(offsets)}, {llvm::to_vector(sizes)});
}

FailureOr<Tile>
norm::tileBehindOperands(Operation *op, ArrayRef<unsigned> operands,
                         ArrayRef<SmallVector<OpFoldResult>> offsets,
                         ArrayRef<SmallVector<OpFoldResult>> sizes) {
  IterationSpace space(op);
  return tileBehind(
      op,
      llvm::map_to_vector(operands,
                          [&](unsigned i) { return space.operandMaps[i]; }),
      offsets, sizes);
}

void norm::takeRestWhole(Operation *op, OpBuilder &builder, Tile &tile) {
  SmallVector<OpFoldResult> extents = getExtents(op, builder);
  for (auto [i, size] : llvm::enumerate(tile.sizes)) {
    if (size)
      continue;
    tile.offsets[i] = builder.getIndexAttr(0);
    size = extents[i];
  }
}
