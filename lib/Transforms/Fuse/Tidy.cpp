// What joining two bodies leaves over.
#include "Fusion.h"

#include "norm/IR/Excerpt.h"

#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/CSE.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

/// A tensor that is read twice at one place is read once.
static void shareInputs(RewriterBase &rewriter, GenericOp op) {
  llvm::DenseMap<std::pair<Value, AffineMap>, Value> known;
  for (auto [i, input] : llvm::enumerate(op.getInputs())) {
    Value argument = op.getBody()->getArgument(i);
    auto [entry, isNew] =
        known.try_emplace({input, op.getInputMap(i)}, argument);
    if (!isNew)
      rewriter.replaceAllUsesWith(argument, entry->second);
  }
}

GenericOp fuse::tidy(RewriterBase &rewriter, GenericOp op) {
  shareInputs(rewriter, op);
  DominanceInfo dominance(op);
  eliminateCommonSubExpressions(rewriter, dominance, op);

  rewriter.setInsertionPoint(op);
  Excerpt excerpt(rewriter, op);
  SmallVector<Value> used;
  for (auto [i, result] : llvm::enumerate(op.getResults())) {
    if (result.use_empty())
      continue;
    used.push_back(result);
    excerpt.store(op.getYield().getValues()[i], op.getOutputs()[i],
                  op.getOutputMap(i));
  }
  GenericOp tidied = excerpt.build();
  tidied->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  for (auto [result, replacement] : llvm::zip_equal(used, tidied.getResults()))
    rewriter.replaceAllUsesWith(result, replacement);
  rewriter.eraseOp(op);
  return tidied;
}
