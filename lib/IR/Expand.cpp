// Normalizers to their definitions, everywhere.
#include "norm/IR/Definition.h"

using namespace mlir;
using namespace mlir::norm;

static SmallVector<Operation *> collectExpandable(Operation *root) {
  SmallVector<Operation *> found;
  root->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<DefineOp>(op))
      return WalkResult::skip();
    if (isa<NormalizationOpInterface, ApplyOp>(op))
      found.push_back(op);
    return WalkResult::advance();
  });
  return found;
}

static LogicalResult expandUse(ApplyOp op, SymbolTableCollection &tables,
                               RewriterBase &rewriter) {
  auto definition =
      tables.lookupNearestSymbolFrom<DefineOp>(op, op.getDefinitionAttr());
  if (!definition || definition.isDeclaration())
    return op.emitOpError("expects a body of ") << op.getDefinitionAttr();
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op, expandApply(op, definition, rewriter));
  return success();
}

static LogicalResult expandFormula(Operation *op, SymbolTableCollection &tables,
                                   RewriterBase &rewriter) {
  if (auto use = dyn_cast<ApplyOp>(op))
    return expandUse(use, tables, rewriter);
  expandNormalizer(cast<NormalizationOpInterface>(op), rewriter);
  return success();
}

/// A plan given for a normalizer is that of its body.
static LogicalResult expandOne(Operation *op, SymbolTableCollection &tables,
                               RewriterBase &rewriter) {
  Attribute plan = op->getAttr(NormDialect::planName);
  Block *block = op->getBlock();
  Operation *before = op->getPrevNode(), *after = op->getNextNode();
  if (failed(expandFormula(op, tables, rewriter)))
    return failure();
  if (!plan)
    return success();
  auto begin = before ? std::next(before->getIterator()) : block->begin();
  auto end = after ? after->getIterator() : block->end();
  for (Operation &written : llvm::make_range(begin, end))
    if (auto body = dyn_cast<GenericOp>(written))
      body->setAttr(NormDialect::planName, plan);
  return success();
}

FailureOr<unsigned> norm::expandNormalizers(Operation *root) {
  IRRewriter rewriter(root->getContext());
  SymbolTableCollection tables;
  unsigned numExpanded = 0;
  // A tensor program brings further ops; without recursion this ends.
  for (auto ops = collectExpandable(root); !ops.empty();
       ops = collectExpandable(root)) {
    for (Operation *op : ops)
      if (failed(expandOne(op, tables, rewriter)))
        return failure();
    numExpanded += ops.size();
  }
  return numExpanded;
}
