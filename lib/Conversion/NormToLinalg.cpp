#include "norm/Conversion/NormToLinalg.h"
#include "NormToLinalgStages.h"

#include "norm/Conversion/Passes.h"
#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace mlir::norm {
#define GEN_PASS_DEF_CONVERTNORMTOLINALG
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

namespace {
/// Reductions that share a stage: as deep as each other, over the same points.
struct Reductions {
  unsigned depth;
  Space space;
  Space reduced;
  SmallVector<ReduceOp> ops;

  bool runsWith(const Reductions &other) const {
    return depth == other.depth && space == other.space &&
           reduced == other.reduced;
  }
};
} // namespace

/// The reductions of a body by stage, in an order that respects dependence.
static SmallVector<Reductions> groupReductions(GenericOp op,
                                               const BodySpaces &spaces) {
  SmallVector<Reductions> groups;
  for (auto reduce : op.getBody()->getOps<ReduceOp>()) {
    Space reduced = spaces.reducedBy(reduce);
    if (reduced.none() || reduce->use_empty())
      continue;
    Space space = reduced;
    for (Value operand : reduce.getOperands())
      space |= spaces.of(operand);
    Reductions group{
        spaces.depth(reduce.getResult(0)), space, reduced, {reduce}};
    auto same =
        llvm::find_if(groups, [&](Reductions &g) { return g.runsWith(group); });
    if (same != groups.end()) {
      same->ops.push_back(reduce);
      continue;
    }
    auto deeper = llvm::find_if(
        groups, [&](Reductions &g) { return g.depth > group.depth; });
    groups.insert(deeper, group);
  }
  return groups;
}

/// A buffer over `space` that holds `identity` everywhere.
static Placed createFilled(StageEmitter &emitter, OpBuilder &builder,
                           Location loc, const Space &space,
                           TypedAttr identity) {
  Placed placed = emitter.allocate(space, identity.getType());
  Value value = arith::ConstantOp::create(builder, loc, identity);
  auto fill = linalg::FillOp::create(builder, loc, value, placed.buffer);
  if (fill->getNumResults() != 0)
    placed.buffer = fill->getResult(0);
  return placed;
}

static void emitReductions(StageEmitter &emitter, OpBuilder &builder,
                           const Reductions &group) {
  Stage stage{group.space, group.reduced, {}, {}};
  Space kept = group.space;
  kept.reset(group.reduced);
  SmallVector<Value> values;
  for (ReduceOp reduce : group.ops) {
    llvm::append_range(stage.roots, reduce.getOperands());
    llvm::append_range(values, reduce.getResults());
    for (TypedAttr identity : getIdentities(reduce))
      stage.outputs.push_back(
          createFilled(emitter, builder, reduce.getLoc(), kept, identity));
  }
  auto combineAll = [&](OpBuilder &body, ValueRange points, ValueRange states) {
    SmallVector<Value> results;
    for (ReduceOp reduce : group.ops) {
      size_t begin = results.size(), count = reduce.getOperands().size();
      llvm::append_range(results,
                         combine(body, reduce, states.slice(begin, count),
                                 points.slice(begin, count)));
    }
    return results;
  };
  for (auto [value, result] :
       llvm::zip_equal(values, emitter.emit(stage, combineAll)))
    emitter.store(value, result);
}

/// Writes the outputs, one stage per space. The larger space goes first: what
/// it overwrites in place lies along all of it, so no smaller one reads that.
static SmallVector<Value> emitOutputs(StageEmitter &emitter, GenericOp op,
                                      const BodySpaces &spaces) {
  llvm::MapVector<Space, SmallVector<unsigned>> bySpace;
  for (unsigned i = 0; i < op.getOutputs().size(); ++i)
    bySpace[spaces.of(op.getOutputMap(i))].push_back(i);
  auto groups = bySpace.takeVector();
  llvm::sort(groups, [](const auto &a, const auto &b) {
    return std::make_pair(a.first.count(), b.second.front()) >
           std::make_pair(b.first.count(), a.second.front());
  });

  SmallVector<Value> results(op.getOutputs());
  for (auto &[space, outputs] : groups) {
    Stage stage{space, Space(space.size()), {}, {}};
    for (unsigned i : outputs) {
      stage.roots.push_back(op.getYield().getValues()[i]);
      stage.outputs.push_back({op.getOutputs()[i], op.getOutputMap(i)});
    }
    SmallVector<Value> written =
        emitter.emit(stage, [](OpBuilder &, ValueRange roots, ValueRange) {
          return SmallVector<Value>(roots);
        });
    for (auto [i, value] : llvm::zip_equal(outputs, written))
      results[i] = value;
  }
  return results;
}

/// An op of the dialect that no stage can hold.
static bool isUnconvertible(Operation *op) {
  return isa<NormDialect>(op->getDialect()) &&
         !isa<GenericOp, ReduceOp, CountOp, IndexOp, YieldOp>(op);
}

FailureOr<SmallVector<Value>> norm::convertToLinalg(GenericOp op,
                                                    RewriterBase &rewriter) {
  WalkResult guard = op->walk([](Operation *inner) {
    return isUnconvertible(inner) ? WalkResult::interrupt()
                                  : WalkResult::advance();
  });
  if (guard.wasInterrupted())
    return rewriter.notifyMatchFailure(
        op, "the body holds an op that no stage can hold");

  OpBuilder::InsertionGuard insertion(rewriter);
  rewriter.setInsertionPoint(op);
  BodySpaces spaces(op);
  StageEmitter emitter(op, spaces, rewriter);
  for (const Reductions &group : groupReductions(op, spaces))
    emitReductions(emitter, rewriter, group);
  SmallVector<Value> results = emitOutputs(emitter, op, spaces);
  results.truncate(op->getNumResults());
  return results;
}

namespace {
/// norm.generic -> linalg.generic per stage of reductions, and a map.
struct StageGeneric final : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    FailureOr<SmallVector<Value>> results = convertToLinalg(op, rewriter);
    if (failed(results))
      return failure();
    rewriter.replaceOp(op, *results);
    return success();
  }
};

struct ConvertNormToLinalg final
    : norm::impl::ConvertNormToLinalgBase<ConvertNormToLinalg> {
  using ConvertNormToLinalgBase::ConvertNormToLinalgBase;

  void runOnOperation() override {
    SmallVector<GenericOp> generics;
    WalkResult guard = getOperation()->walk([&](Operation *op) -> WalkResult {
      if (isUnconvertible(op))
        return op->emitOpError(
            "has no form in linalg; expand or inline it first");
      auto generic = dyn_cast<GenericOp>(op);
      if (generic && !(unplanned && op->hasAttr(NormDialect::planName)))
        generics.push_back(generic);
      return WalkResult::advance();
    });
    if (guard.wasInterrupted())
      return signalPassFailure();

    IRRewriter rewriter(&getContext());
    for (GenericOp generic : generics)
      rewriter.replaceOp(generic, *convertToLinalg(generic, rewriter));
    numConverted += generics.size();
  }
};
} // namespace

void norm::populateNormToLinalgPatterns(RewritePatternSet &patterns) {
  patterns.add<StageGeneric>(patterns.getContext());
}
