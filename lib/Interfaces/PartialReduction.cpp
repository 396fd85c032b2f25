// PartialReductionOpInterface of norm.generic where all results are statistics:
// a tile reduces to states, and the merge reduces the states and goes on from
// there. Both are excerpts of the one body.
#include "Models.h"
#include "norm/IR/CombiningKinds.h"
#include "norm/IR/Excerpt.h"
#include "norm/IR/IterationSpace.h"
#include "norm/IR/VariesAlong.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/TilingInterface.h"

using namespace mlir;
using namespace mlir::norm;

using Dims = llvm::SetVector<unsigned>;

static SmallVector<ReduceOp> reducesOf(GenericOp op) {
  return llvm::to_vector(op.getBody()->getOps<ReduceOp>());
}

/// A reduction that needs the result of another has no state of its own tile.
static bool dependsOnReduce(Value value) {
  Operation *producer = value.getDefiningOp();
  return producer && (isa<ReduceOp>(producer) ||
                      llvm::any_of(producer->getOperands(), dependsOnReduce));
}

static LogicalResult verifyReduce(ReduceOp reduce, const Dims &dims) {
  if (llvm::any_of(reduce.getOperands(), dependsOnReduce))
    return reduce.emitOpError(
        "expects an operand without reductions to be tiled into parts; "
        "norm-split separates them");
  SmallVector<int64_t> reduced = reduce.getReducedIterators();
  for (unsigned dim : dims)
    if (!llvm::is_contained(reduced, dim))
      return reduce.emitOpError("expects to run over the tiled iterator #")
             << dim;
  return success();
}

/// All results are statistics, of reductions over (at least) the tiled
/// iterators that vary alike and do not depend on each other.
static LogicalResult verifyPartial(GenericOp op, const Dims &dims) {
  VariesAlong varies(op);
  if (op->getNumResults() == 0)
    return op.emitOpError(
        "expects tensors to be tiled into partial reductions");
  for (auto [i, value] : llvm::enumerate(op.getYield().getValues()))
    for (unsigned dim : dims)
      if (varies.of(value).test(dim))
        return op.emitOpError("expects statistics only to be tiled into "
                              "partial reductions, got "
                              "result #")
               << i << " that varies along iterator #" << dim;
  for (ReduceOp reduce : reducesOf(op))
    if (failed(verifyReduce(reduce, dims)))
      return failure();
  for (ReduceOp reduce : reducesOf(op))
    if (varies.of(reduce->getResult(0)) !=
        varies.of(reducesOf(op).front()->getResult(0)))
      return reduce.emitOpError("expects to vary along the iterators of the "
                                "first reduction to be tiled with it");
  return success();
}

/// Where the states of a reduction lie: what its results vary along, then the
/// tiled iterators (or 0 where a tile leaves one state).
static AffineMap stateMap(GenericOp op, ReduceOp reduce, const Dims &dims,
                          bool onePerTile) {
  MLIRContext *context = op.getContext();
  VariesAlong varies(op);
  SmallVector<AffineExpr> exprs;
  for (unsigned dim : varies.of(reduce->getResult(0)).set_bits())
    exprs.push_back(getAffineDimExpr(dim, context));
  for (unsigned dim : dims)
    exprs.push_back(onePerTile ? getAffineConstantExpr(0, context)
                               : getAffineDimExpr(dim, context));
  return AffineMap::get(op.getNumIterators(), 0, exprs, context);
}

namespace {
/// Where a tile keeps its states, per iterator: at the start for a loop that
/// accumulates, at the number of the tile for one that is merged.
struct StateTile {
  SmallVector<OpFoldResult> offsets, sizes;
};
} // namespace

static StateTile stateTile(OpBuilder &builder, ReductionTilingStrategy strategy,
                           ArrayRef<OpFoldResult> offsets,
                           ArrayRef<OpFoldResult> sizes, const Dims &dims,
                           ArrayRef<OpFoldResult> tileNumbers) {
  StateTile tile{llvm::to_vector(offsets), llvm::to_vector(sizes)};
  bool merged =
      strategy == ReductionTilingStrategy::PartialReductionOuterParallel;
  for (auto [i, dim] : llvm::enumerate(dims)) {
    tile.offsets[dim] =
        merged ? tileNumbers[i] : OpFoldResult(builder.getIndexAttr(0));
    if (merged)
      tile.sizes[dim] = builder.getIndexAttr(1);
  }
  return tile;
}

static Value createIdentities(OpBuilder &builder, Location loc,
                              TypedAttr identity,
                              ArrayRef<OpFoldResult> shape) {
  Value empty =
      tensor::EmptyOp::create(builder, loc, shape, identity.getType());
  Value value = arith::ConstantOp::create(builder, loc, identity);
  return linalg::FillOp::create(builder, loc, value, empty).getResult(0);
}

namespace {
struct PartialReductionModel final
    : PartialReductionOpInterface::ExternalModel<PartialReductionModel,
                                                 GenericOp> {
  FailureOr<SmallVector<Value>> generateInitialTensorForPartialReduction(
      Operation *operation, OpBuilder &builder, Location loc,
      ArrayRef<OpFoldResult> sizes, const Dims &dims) const {
    auto op = cast<GenericOp>(operation);
    if (failed(verifyPartial(op, dims)))
      return failure();
    SmallVector<Value> states;
    for (ReduceOp reduce : reducesOf(op)) {
      AffineMap map = stateMap(op, reduce, dims, /*onePerTile=*/false);
      SmallVector<OpFoldResult> shape =
          selectThrough(map, sizes, builder.getIndexAttr(1));
      for (TypedAttr identity : getIdentities(reduce))
        states.push_back(createIdentities(builder, loc, identity, shape));
    }
    return states;
  }

  FailureOr<TilingResult>
  tileToPartialReduction(Operation *operation, OpBuilder &builder, Location loc,
                         ReductionTilingStrategy strategy, ValueRange inits,
                         ArrayRef<OpFoldResult> offsets,
                         ArrayRef<OpFoldResult> sizes, const Dims &dims,
                         ArrayRef<OpFoldResult> tileNumbers) const {
    auto op = cast<GenericOp>(operation);
    bool onePerTile =
        strategy == ReductionTilingStrategy::PartialReductionOuterParallel;
    StateTile at =
        stateTile(builder, strategy, offsets, sizes, dims, tileNumbers);
    Excerpt excerpt(builder, op);
    excerpt.restrictTo(offsets, sizes);
    if (!onePerTile)
      excerpt.leave(dims.getArrayRef());
    SmallVector<Operation *> slices;
    for (ReduceOp reduce : reducesOf(op)) {
      AffineMap place = stateMap(op, reduce, dims, /*onePerTile=*/false);
      SmallVector<Value> states;
      for (size_t i = 0; i < reduce->getNumResults();
           ++i, inits = inits.drop_front()) {
        states.push_back(sliceThrough(builder, loc, inits.front(), place,
                                      at.offsets, at.sizes));
        slices.push_back(states.back().getDefiningOp());
      }
      if (!onePerTile) {
        excerpt.accumulate(reduce, states, place);
        continue;
      }
      AffineMap map = stateMap(op, reduce, dims, onePerTile);
      for (auto [result, state] : llvm::zip_equal(reduce.getResults(), states))
        excerpt.store(result, state, map);
    }
    GenericOp tile = excerpt.build();
    return TilingResult{
        {tile}, llvm::to_vector_of<Value>(tile->getResults()), slices};
  }

  FailureOr<MergeResult> mergeReductions(Operation *operation,
                                         OpBuilder &builder, Location loc,
                                         ValueRange states,
                                         const Dims &dims) const {
    auto op = cast<GenericOp>(operation);
    SmallVector<int64_t> over(dims.begin(), dims.end());
    Excerpt excerpt(builder, op);
    for (ReduceOp reduce : reducesOf(op)) {
      excerpt.load(reduce, states.take_front(reduce->getNumResults()),
                   stateMap(op, reduce, dims, /*onePerTile=*/false), over);
      states = states.drop_front(reduce->getNumResults());
    }
    for (auto [i, value] : llvm::enumerate(op.getYield().getValues()))
      excerpt.store(value, op.getOutputs()[i], op.getOutputMap(i));
    GenericOp merge = excerpt.build();
    return MergeResult{{merge}, llvm::to_vector_of<Value>(merge->getResults())};
  }

  LogicalResult
  getPartialResultTilePosition(Operation *operation, OpBuilder &builder,
                               unsigned state, ReductionTilingStrategy strategy,
                               ArrayRef<OpFoldResult> offsets,
                               ArrayRef<OpFoldResult> sizes, const Dims &dims,
                               ArrayRef<OpFoldResult> tileNumbers,
                               SmallVector<OpFoldResult> &resultOffsets,
                               SmallVector<OpFoldResult> &resultSizes) const {
    auto op = cast<GenericOp>(operation);
    StateTile at =
        stateTile(builder, strategy, offsets, sizes, dims, tileNumbers);
    SmallVector<ReduceOp> owners;
    for (ReduceOp reduce : reducesOf(op))
      owners.append(reduce->getNumResults(), reduce);
    AffineMap place = stateMap(op, owners[state], dims, /*onePerTile=*/false);
    resultOffsets = selectThrough(place, at.offsets, builder.getIndexAttr(0));
    resultSizes = selectThrough(place, at.sizes, builder.getIndexAttr(1));
    return success();
  }
};
} // namespace

void norm::attachPartialReductionModels(MLIRContext *context) {
  GenericOp::attachInterface<PartialReductionModel>(*context);
}
