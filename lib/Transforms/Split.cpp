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

/// The results that these reductions alone decide, along `set` at most; none
/// where they decide all.
static llvm::SmallBitVector findDecided(GenericOp op,
                                        ArrayRef<ReduceOp> reduces,
                                        const VariesAlong &varies,
                                        const llvm::SmallBitVector &set) {
  ValueRange yielded = op.getYield().getValues();
  llvm::SmallBitVector decided(yielded.size());
  for (auto [i, value] : llvm::enumerate(yielded)) {
    llvm::SetVector<Operation *> behind = reducesBehind(value);
    bool isReady = llvm::all_of(behind, [&](Operation *needed) {
      return llvm::is_contained(reduces, cast<ReduceOp>(needed));
    });
    if (isReady && !behind.empty() && !varies.of(value).test(set))
      decided.set(i);
  }
  return decided.all() ? llvm::SmallBitVector(decided.size()) : decided;
}

static void storeResults(Excerpt &excerpt, GenericOp op,
                         const llvm::SmallBitVector &which) {
  for (unsigned i : which.set_bits())
    excerpt.store(op.getYield().getValues()[i], op.getOutputs()[i],
                  op.getOutputMap(i));
}

/// Computes the results of the reductions, which lie along `map`, and those of
/// `op` that they decide.
static GenericOp emitStatistics(OpBuilder &builder, GenericOp op,
                                ArrayRef<ReduceOp> reduces, AffineMap map,
                                const llvm::SmallBitVector &decided) {
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
  storeResults(statistics, op, decided);
  return statistics.build();
}

/// Computes the other results of `op` from those of the reductions.
static GenericOp emitRest(OpBuilder &builder, GenericOp op,
                          ArrayRef<ReduceOp> reduces, ValueRange states,
                          AffineMap map, llvm::SmallBitVector decided) {
  Excerpt rest(builder, op);
  for (ReduceOp reduce : reduces) {
    rest.load(reduce, states.take_front(reduce->getNumResults()), map);
    states = states.drop_front(reduce->getNumResults());
  }
  storeResults(rest, op, decided.flip());
  return rest.build();
}

/// The results of `op`, from the pieces of its cut.
static SmallVector<Value> collectResults(const ReduceSplit &split,
                                         const llvm::SmallBitVector &decided) {
  ResultRange statistics = split.statistics->getResults();
  auto fromStatistics = statistics.take_back(decided.count()).begin();
  auto fromRest = split.rest->result_begin();
  SmallVector<Value> results;
  for (unsigned i = 0; i < decided.size(); ++i)
    results.push_back(decided.test(i) ? *fromStatistics++ : *fromRest++);
  return results;
}

FailureOr<ReduceSplit> norm::splitAtReduce(RewriterBase &rewriter, GenericOp op,
                                           ArrayRef<ReduceOp> reduces,
                                           bool withDecided) {
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

  llvm::SmallBitVector decided(op->getNumResults());
  if (withDecided)
    decided = findDecided(op, reduces, varies, set);
  rewriter.setInsertionPoint(op);
  AffineMap map = mapAlong(op, set);
  ReduceSplit split;
  split.statistics = emitStatistics(rewriter, op, reduces, map, decided);
  split.rest = emitRest(rewriter, op, reduces, split.statistics.getResults(),
                        map, decided);
  if (Attribute plan = op->getAttr(NormDialect::planName))
    for (GenericOp piece : {split.statistics, split.rest})
      piece->setAttr(NormDialect::planName, plan);
  rewriter.replaceOp(op, collectResults(split, decided));
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
      bool isBare = everyReduce || tileSize;
      FailureOr<ReduceSplit> pieces =
          splitAtReduce(rewriter, op, nextCut(op, isBare), !isBare);
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
