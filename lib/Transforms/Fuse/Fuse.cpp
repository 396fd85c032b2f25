// The kinds of fusion, and the pass that tries them in the order of a block.
#include "Fusion.h"

#include "norm/Transforms/Passes.h"

#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMFUSE
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

static bool isReshape(Operation *op) {
  return isa_and_present<tensor::CollapseShapeOp, tensor::ExpandShapeOp>(op);
}

/// The value that a reshape, if any, makes `value` of.
static Value behindReshape(Value value) {
  Operation *op = value.getDefiningOp();
  return isReshape(op) ? op->getOperand(0) : value;
}

static SmallVector<Edge> findEdges(const Kernel &first, const Kernel &second) {
  SmallVector<Edge> edges;
  for (auto [i, input] : llvm::enumerate(second.inputs)) {
    if (input.constant)
      continue;
    auto source = dyn_cast<OpResult>(behindReshape(input.value));
    if (source && source.getOwner() == first.op)
      edges.push_back(
          {static_cast<unsigned>(i), source.getResultNumber(),
           source == input.value ? nullptr : input.value.getDefiningOp()});
  }
  return edges;
}

/// Fuses two kernels, by their edges or, if there are none, by their inputs.
static FailureOr<GenericOp> fuseMembers(RewriterBase &rewriter, Fusion &fusion,
                                        StringRef &why) {
  for (auto *condition : {align, order, judge})
    if (why = condition(fusion); !why.empty())
      return failure();
  return tidy(rewriter, merge(rewriter, fusion));
}

static FailureOr<Fusion> readPair(Operation *first, Operation *second,
                                  const BlockOrder &order, StringRef &why) {
  why = "neither is a norm.generic";
  if (!isa<GenericOp>(first) && !isa<GenericOp>(second))
    return failure();
  why = "it is no elementwise op and no reduction of a row";
  std::optional<Kernel> a = readKernel(first);
  std::optional<Kernel> b = a ? readKernel(second) : std::nullopt;
  if (!b)
    return failure();
  Fusion fusion;
  fusion.members = {{std::move(*a), {}}, {std::move(*b), {}}};
  fusion.order = &order;
  fusion.edges = findEdges(fusion.first().kernel, fusion.second().kernel);
  return fusion;
}

FailureOr<GenericOp> fuse::fuseProducer(RewriterBase &rewriter,
                                        Operation *producer,
                                        Operation *consumer,
                                        const BlockOrder &order,
                                        StringRef &why) {
  FailureOr<Fusion> fusion = readPair(producer, consumer, order, why);
  if (failed(fusion) || fusion->edges.empty())
    return failure();
  return fuseMembers(rewriter, *fusion, why);
}

FailureOr<GenericOp> fuse::fuseSiblings(RewriterBase &rewriter,
                                        Operation *first, Operation *second,
                                        const BlockOrder &order,
                                        StringRef &why) {
  FailureOr<Fusion> fusion = readPair(first, second, order, why);
  if (failed(fusion) || !fusion->edges.empty() ||
      fusion->first().kernel.rows.empty() ||
      fusion->second().kernel.rows.empty())
    return failure();
  return fuseMembers(rewriter, *fusion, why);
}

FailureOr<GenericOp> fuse::fuseCopies(RewriterBase &rewriter, GenericOp op,
                                      StringRef &why) {
  std::optional<Kernel> kernel = readKernel(op);
  if (!kernel || llvm::equal(kernel->inputs, op.getInputs(),
                             [](const Source &source, Value input) {
                               return !source.constant && source.value == input;
                             }))
    return failure();
  Fusion fusion;
  fusion.iterators = kernel->iterators;
  fusion.extents = kernel->extents;
  Places places;
  for (unsigned i = 0; i < kernel->getNumIterators(); ++i)
    places.push_back({i});
  fusion.members.push_back({std::move(*kernel), places});
  if (why = judge(fusion); !why.empty())
    return failure();
  return tidy(rewriter, merge(rewriter, fusion));
}

namespace {
/// The order of a block, and the last op in it that reduces rows of a tensor.
class RowReaders final : public BlockOrder {
public:
  using BlockOrder::BlockOrder;

  Operation *lookup(Value tensor) const { return last.lookup(tensor); }

  void add(Operation *op, Value tensor) {
    last[tensor] = op;
    tensors[op].push_back(tensor);
  }

  void notifyOperationErased(Operation *op) override {
    BlockOrder::notifyOperationErased(op);
    for (Value tensor : tensors.lookup(op))
      if (last.lookup(tensor) == op)
        last.erase(tensor);
    tensors.erase(op);
  }

private:
  llvm::DenseMap<Value, Operation *> last;
  llvm::DenseMap<Operation *, SmallVector<Value>> tensors;
};

/// Fuses the ops of a block, each with what stands in front of it.
class BlockFuser {
public:
  BlockFuser(Block &block)
      : block(block), readers(block), rewriter(block.front().getContext()) {
    rewriter.setListener(&readers);
  }

  /// The number of fusions.
  unsigned run();

private:
  /// A producer that stays apart, and why.
  using Miss = std::pair<StringRef, StringRef>;

  void remark(Operation *op);
  FailureOr<GenericOp> fuseOnce(Operation *op);
  SmallVector<Operation *> findProducers(const Kernel &kernel);
  llvm::SetVector<Operation *> findSiblings(const Kernel &kernel);

  Block &block;
  RowReaders readers;
  IRRewriter rewriter;
  SmallVector<Miss> misses;
};

struct NormFuse final : norm::impl::NormFuseBase<NormFuse> {
  using NormFuseBase::NormFuseBase;

  void runOnOperation() override {
    llvm::SetVector<Block *> blocks;
    getOperation()->walk([&](GenericOp op) { blocks.insert(op->getBlock()); });
    llvm::SetVector<Region *> regions;
    for (Block *block : blocks) {
      unsigned number = BlockFuser(*block).run();
      numFused += number;
      if (number != 0)
        regions.insert(block->getParent());
    }
    IRRewriter rewriter(&getContext());
    for (Region *region : regions)
      while (succeeded(runRegionDCE(rewriter, *region)))
        ;
  }
};
} // namespace

/// Producers in the block, latest first: whatever lies between an earlier one
/// and the reader is gone by then.
SmallVector<Operation *> BlockFuser::findProducers(const Kernel &kernel) {
  llvm::SetVector<Operation *> producers;
  for (const Source &input : kernel.inputs)
    if (!input.constant)
      if (Operation *op = behindReshape(input.value).getDefiningOp();
          op && op->getBlock() == &block)
        producers.insert(op);
  SmallVector<Operation *> sorted = producers.takeVector();
  llvm::sort(sorted, [&](Operation *a, Operation *b) {
    return readers.isBefore(b, a);
  });
  return sorted;
}

llvm::SetVector<Operation *> BlockFuser::findSiblings(const Kernel &kernel) {
  llvm::SetVector<Operation *> siblings;
  if (!kernel.rows.empty())
    for (const Source &input : kernel.inputs)
      if (!input.constant && kernel.isFullSize(input.map))
        if (Operation *reader = readers.lookup(input.value);
            reader && reader != kernel.op)
          siblings.insert(reader);
  return siblings;
}

FailureOr<GenericOp> BlockFuser::fuseOnce(Operation *op) {
  StringRef why;
  misses.clear();
  if (auto generic = dyn_cast<GenericOp>(op))
    if (auto fused = fuseCopies(rewriter, generic, why); succeeded(fused))
      return fused;
  std::optional<Kernel> kernel = readKernel(op);
  if (!kernel)
    return failure();
  for (Operation *producer : findProducers(*kernel)) {
    if (auto fused = fuseProducer(rewriter, producer, op, readers, why);
        succeeded(fused))
      return fused;
    bool isKernel = isa<GenericOp>(producer) || isa<GenericOp>(op);
    if (isKernel && producer->getNumOperands() != 0)
      misses.push_back({producer->getName().getStringRef(), why});
  }
  for (Operation *sibling : findSiblings(*kernel))
    if (auto fused = fuseSiblings(rewriter, sibling, op, readers, why);
        succeeded(fused))
      return fused;
  for (const Source &input : kernel->inputs)
    if (!kernel->rows.empty() && !input.constant)
      readers.add(op, input.value);
  return failure();
}

void BlockFuser::remark(Operation *op) {
  auto function = op->getParentOfType<FunctionOpInterface>();
  auto options = remark::RemarkOpts::name("apart")
                     .category("norm-fuse")
                     .function(function ? function.getName() : "");
  for (auto [producer, why] : misses)
    remark::missed(op->getLoc(), options)
        << remark::metric("op", op->getName().getStringRef())
        << remark::metric("culprit", producer)
        << remark::metric("condition", why);
}

unsigned BlockFuser::run() {
  unsigned numFused = 0;
  for (Operation *op = &block.front(); op; op = op->getNextNode()) {
    if (isOpTriviallyDead(op))
      continue;
    for (auto fused = fuseOnce(op); succeeded(fused); fused = fuseOnce(op)) {
      op = *fused;
      ++numFused;
    }
    remark(op);
  }
  return numFused;
}
