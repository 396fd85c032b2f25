#include "norm/Transforms/Split.h"
#include "norm/IR/Excerpt.h"
#include "norm/IR/IterationSpace.h"
#include "norm/IR/VariesAlong.h"
#include "norm/Transforms/Passes.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/TilingInterface.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMSPLIT
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

/// Where a value lies that varies along `set`.
static AffineMap mapAlong(GenericOp op, const llvm::SmallBitVector &set) {
  SmallVector<AffineExpr> exprs;
  for (unsigned iterator : set.set_bits())
    exprs.push_back(getAffineDimExpr(iterator, op.getContext()));
  return AffineMap::get(op.getNumIterators(), 0, exprs, op.getContext());
}

/// Computes the results of the reductions, which lie along `map`.
static GenericOp emitStatistics(OpBuilder &builder, GenericOp op,
                                ArrayRef<ReduceOp> reduces, AffineMap map) {
  SmallVector<OpFoldResult> shape =
      selectThrough(map,
                    getIteratorExtents(builder, op.getLoc(), op->getOperands(),
                                       op.getIndexingMapsArray()),
                    builder.getIndexAttr(1));
  Excerpt statistics(builder, op);
  for (ReduceOp reduce : reduces)
    for (Value result : reduce.getResults())
      statistics.store(result,
                       tensor::EmptyOp::create(builder, op.getLoc(), shape,
                                               result.getType()),
                       map);
  return statistics.build();
}

/// Computes the results of `op` from those of the reductions.
static GenericOp emitRest(OpBuilder &builder, GenericOp op,
                          ArrayRef<ReduceOp> reduces, ValueRange states,
                          AffineMap map) {
  Excerpt rest(builder, op);
  for (ReduceOp reduce : reduces) {
    rest.load(reduce, states.take_front(reduce->getNumResults()), map);
    states = states.drop_front(reduce->getNumResults());
  }
  for (auto [i, value] : llvm::enumerate(op.getYield().getValues()))
    rest.store(value, op.getOutputs()[i], op.getOutputMap(i));
  return rest.build();
}

FailureOr<ReduceSplit> norm::splitAtReduce(RewriterBase &rewriter, GenericOp op,
                                           ArrayRef<ReduceOp> reduces) {
  if (op->getNumResults() == 0)
    return rewriter.notifyMatchFailure(op, "memrefs have no values to pass on");
  VariesAlong varies(op);
  ReduceOp first = reduces.front();
  const llvm::SmallBitVector &set = varies.of(first->getResult(0));
  for (ReduceOp reduce : reduces)
    if (varies.of(reduce->getResult(0)) != set ||
        reduce.getReducedIterators() != first.getReducedIterators())
      return rewriter.notifyMatchFailure(
          reduce, "runs or varies along other iterators");

  rewriter.setInsertionPoint(op);
  AffineMap map = mapAlong(op, set);
  ReduceSplit split;
  split.statistics = emitStatistics(rewriter, op, reduces, map);
  split.rest =
      emitRest(rewriter, op, reduces, split.statistics.getResults(), map);
  if (Attribute plan = op->getAttr(NormDialect::planName))
    for (GenericOp piece : {split.statistics, split.rest})
      piece->setAttr(NormDialect::planName, plan);
  rewriter.replaceOp(op, split.rest);
  return split;
}

LogicalResult norm::tileStatistics(RewriterBase &rewriter, GenericOp statistics,
                                   int64_t tileSize) {
  SmallVector<int64_t> ranges = statistics.getStaticLoopRanges();
  SmallVector<int64_t> reductions = statistics.getReductionIterators();
  const int64_t *tiled = llvm::find_if(reductions, [&](int64_t iterator) {
    return ShapedType::isDynamic(ranges[iterator]) ||
           ranges[iterator] > tileSize;
  });
  if (tiled == reductions.end())
    return rewriter.notifyMatchFailure(statistics,
                                       "no row is longer than a tile");
  SmallVector<OpFoldResult> sizes(ranges.size(), rewriter.getIndexAttr(0));
  sizes[*tiled] = rewriter.getIndexAttr(tileSize);

  scf::SCFTilingOptions options;
  options.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp)
      .setReductionTilingStrategy(
          ReductionTilingStrategy::PartialReductionOuterParallel)
      .setReductionDims({static_cast<unsigned>(*tiled)})
      .setTileSizes(sizes);
  rewriter.setInsertionPoint(statistics);
  FailureOr<scf::SCFTilingResult> result =
      scf::tileUsingSCF(rewriter, cast<TilingInterface>(*statistics), options);
  if (failed(result))
    return failure();
  rewriter.replaceOp(statistics, result->replacements);
  return success();
}

/// The reductions that a value needs, itself included.
static void collectReduces(Value value, llvm::SetVector<Operation *> &reduces) {
  Operation *producer = value.getDefiningOp();
  if (!producer || reduces.contains(producer))
    return;
  if (isa<ReduceOp>(producer))
    reduces.insert(producer);
  for (Value operand : producer->getOperands())
    collectReduces(operand, reduces);
}

static llvm::SetVector<Operation *> reducesBehind(ValueRange values) {
  llvm::SetVector<Operation *> reduces;
  for (Value value : values)
    collectReduces(value, reduces);
  return reduces;
}

/// A body that yields its reductions as they are has nothing to be cut off.
static bool isBareStatistics(GenericOp op) {
  return llvm::all_of(op.getYield().getValues(), [](Value value) {
    auto reduce = value.getDefiningOp<ReduceOp>();
    return reduce && reducesBehind(reduce.getOperands()).empty();
  });
}

/// The reductions to cut at next: those like the first one that need no others
/// (with `independent`: none at all).
static SmallVector<ReduceOp> nextCut(GenericOp op, bool independent) {
  VariesAlong varies(op);
  SmallVector<ReduceOp> cut;
  for (ReduceOp reduce : op.getBody()->getOps<ReduceOp>()) {
    llvm::SetVector<Operation *> behind = reducesBehind(reduce.getOperands());
    bool alike = cut.empty() || (varies.of(reduce->getResult(0)) ==
                                     varies.of(cut.front()->getResult(0)) &&
                                 reduce.getReducedIterators() ==
                                     cut.front().getReducedIterators());
    bool ready = independent
                     ? behind.empty()
                     : llvm::all_of(behind, [&](Operation *needed) {
                         return llvm::is_contained(cut, cast<ReduceOp>(needed));
                       });
    if (alike && ready)
      cut.push_back(reduce);
  }
  return cut;
}

/// Whether all reductions of the body run over one set of iterators.
static bool sharesIterators(GenericOp op) {
  auto reduces = llvm::to_vector(op.getBody()->getOps<ReduceOp>());
  return llvm::all_of(reduces, [&](ReduceOp reduce) {
    return reduce.getReducedIterators() ==
           reduces.front().getReducedIterators();
  });
}

namespace {
struct NormSplit final : norm::impl::NormSplitBase<NormSplit> {
  using NormSplitBase::NormSplitBase;

  void runOnOperation() override {
    SmallVector<GenericOp> generics;
    getOperation()->walk([&](GenericOp op) { generics.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (GenericOp op : generics)
      split(rewriter, op);
  }

  bool isWhole(GenericOp op) {
    if (op.getBody()->getOps<ReduceOp>().empty())
      return true;
    return everyReduce || tileSize ? isBareStatistics(op) : sharesIterators(op);
  }

  void split(IRRewriter &rewriter, GenericOp op) {
    while (!isWhole(op)) {
      FailureOr<ReduceSplit> pieces =
          splitAtReduce(rewriter, op, nextCut(op, everyReduce || tileSize));
      if (failed(pieces))
        return;
      ++numCuts;
      tile(rewriter, pieces->statistics);
      op = pieces->rest;
    }
    if (!op.getBody()->getOps<ReduceOp>().empty())
      tile(rewriter, op);
  }

  /// A row that fits one tile stays in one.
  void tile(IRRewriter &rewriter, GenericOp statistics) {
    if (tileSize && statistics->getNumResults() != 0)
      (void)tileStatistics(rewriter, statistics, tileSize);
  }
};
} // namespace
