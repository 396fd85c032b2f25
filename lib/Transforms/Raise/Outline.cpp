// Undoing fusion at the ends of a normalizer.
//
// A named op takes the place of a value and reads values. Where fusion has put
// one of them into a body, that of what reads the tail or of a statistic, the
// body is cut: an elementwise operation of its own computes it, over the loops
// that it varies along.

#include "norm/Transforms/Raise/Outline.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::norm::raise;

namespace {
/// What a value in a body is computed from.
struct Slice {
  linalg::GenericOp op;
  llvm::SetVector<Operation *> members;
  llvm::SetVector<OpOperand *> inputs;
  llvm::SmallBitVector loops;
};
} // namespace

/// Adds a value to the slice; false if it cannot be computed elsewhere.
static bool addToSlice(Slice &slice, Value value) {
  Block *body = slice.op.getBlock();
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (argument.getOwner() != body)
      return true;
    OpOperand *operand = slice.op.getMatchingOpOperand(argument);
    AffineMap map = slice.op.getMatchingIndexingMap(operand);
    for (unsigned loop = 0; loop < slice.loops.size(); ++loop)
      if (map.isFunctionOfDim(loop))
        slice.loops.set(loop);
    slice.inputs.insert(operand);
    return slice.op.isDpsInput(operand);
  }
  Operation *op = value.getDefiningOp();
  if (op->getBlock() != body || slice.members.contains(op))
    return true;
  if (!isPure(op) || op->getNumRegions() > 0 || isa<linalg::IndexOp>(op))
    return false;
  bool isComplete = llvm::all_of(op->getOperands(), [&](Value operand) {
    return addToSlice(slice, operand);
  });
  slice.members.insert(op);
  return isComplete;
}

static std::optional<Slice> findSlice(Value value) {
  auto op = cast<linalg::GenericOp>(value.getDefiningOp()->getParentOp());
  Slice slice{op, {}, {}, llvm::SmallBitVector(op.getNumLoops())};
  if (!op.hasPureTensorSemantics() || !addToSlice(slice, value) ||
      slice.loops.none())
    return std::nullopt;
  return slice;
}

/// True if a tensor over the loops of the slice would hold just the node.
static bool isView(Slice &slice, const Access &access) {
  SmallVector<int64_t> shape = slice.op.getStaticLoopRanges();
  for (auto [loop, extent] : llvm::enumerate(shape))
    if (!slice.loops.test(loop))
      extent = 1;
  return ValueGraph::invert(access, shape).has_value();
}

InnerValues::InnerValues(FunctionOpInterface function,
                         const IndexedValues &values, const ValueGraph &graph) {
  function->walk([&](linalg::GenericOp op) {
    for (Operation &member : op.getBlock()->without_terminator()) {
      if (member.getNumResults() != 1)
        continue;
      Value value = member.getResult(0);
      const Access *access = values.find(value);
      if (!access || !isa<FloatType>(value.getType()) ||
          !graph.getViews(access->node).empty())
        continue;
      if (auto slice = findSlice(value); slice && isView(*slice, *access))
        inner[access->node].push_back(value);
    }
  });
}

/// The elementwise operation that computes the slice over its loops.
static Value buildProducer(const Slice &slice, Value value,
                           RewriterBase &rewriter) {
  Location loc = value.getLoc();
  linalg::GenericOp op = slice.op;
  rewriter.setInsertionPoint(op);
  SmallVector<OpFoldResult> sizes;
  SmallVector<Range, 4> ranges =
      cast<linalg::LinalgOp>(*op).createLoopRanges(rewriter, loc);
  SmallVector<AffineExpr> renamed(op.getNumLoops(),
                                  rewriter.getAffineConstantExpr(0));
  for (unsigned loop : slice.loops.set_bits()) {
    renamed[loop] = rewriter.getAffineDimExpr(sizes.size());
    sizes.push_back(ranges[loop].size);
  }
  unsigned rank = sizes.size();
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (OpOperand *input : slice.inputs) {
    inputs.push_back(input->get());
    maps.push_back(op.getMatchingIndexingMap(input).replaceDimsAndSymbols(
        renamed, {}, rank, 0));
  }
  maps.push_back(rewriter.getMultiDimIdentityMap(rank));
  Value init = tensor::EmptyOp::create(rewriter, loc, sizes, value.getType());
  SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
  auto buildBody = [&](OpBuilder &body, Location, ValueRange arguments) {
    IRMapping mapping;
    for (auto [input, argument] : llvm::zip(slice.inputs, arguments))
      mapping.map(op.getMatchingBlockArgument(input), argument);
    for (Operation *member : slice.members)
      body.clone(*member, mapping);
    linalg::YieldOp::create(body, loc, mapping.lookup(value));
  };
  return linalg::GenericOp::create(rewriter, loc, init.getType(), inputs, init,
                                   maps, loops, buildBody)
      .getResult(0);
}

/// Lets the body read the value from a tensor.
static void readFrom(Value tensor, Value value, AffineMap place,
                     linalg::GenericOp op, RewriterBase &rewriter) {
  rewriter.modifyOpInPlace(op, [&] {
    unsigned number = op.getNumDpsInputs();
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps.insert(maps.begin() + number, place);
    op.getInputsMutable().append(tensor);
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    value.replaceAllUsesWith(
        op.getBlock()->insertArgument(number, value.getType(), value.getLoc()));
  });
}

void InnerValues::outline(ArrayRef<const Node *> nodes,
                          RewriterBase &rewriter) {
  // Operands first, so that what is cut later reads them.
  SmallVector<const Node *> inOrder(nodes);
  llvm::sort(inOrder,
             [](const Node *a, const Node *b) { return a->id < b->id; });
  llvm::SetVector<Operation *> cut;
  for (const Node *node : inOrder)
    for (Value value : inner.lookup(node)) {
      std::optional<Slice> slice = findSlice(value);
      if (!slice)
        continue;
      SmallVector<AffineExpr> exprs;
      for (unsigned loop : slice->loops.set_bits())
        exprs.push_back(rewriter.getAffineDimExpr(loop));
      auto place =
          AffineMap::get(slice->loops.size(), 0, exprs, rewriter.getContext());
      Value tensor = buildProducer(*slice, value, rewriter);
      readFrom(tensor, value, place, slice->op, rewriter);
      cut.insert(slice->op);
    }
  for (Operation *op : cut)
    (void)runRegionDCE(rewriter, op->getRegions());
  RewritePatternSet patterns(rewriter.getContext());
  linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
  GreedyRewriteConfig config;
  config.setStrictness(GreedyRewriteStrictness::ExistingOps);
  (void)applyOpPatternsGreedily(cut.getArrayRef(), std::move(patterns), config);
}
