// The order of a block that is being rewritten.
#ifndef NORM_LIB_TRANSFORMS_FUSE_BLOCKORDER_H
#define NORM_LIB_TRANSFORMS_FUSE_BLOCKORDER_H

#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/DenseMap.h"

namespace mlir::norm::fuse {

/// Labels that increase along a block and stay when ops come, go and move.
/// `Operation::isBeforeInBlock` says the same, but numbers the whole block anew
/// after every few insertions at one place.
class BlockOrder : public RewriterBase::Listener {
public:
  explicit BlockOrder(Block &block) : block(block) { renumber(); }

  bool isBefore(Operation *a, Operation *b) const {
    return labels.lookup(a) < labels.lookup(b);
  }

  void notifyOperationInserted(Operation *op,
                               OpBuilder::InsertPoint previous) override;
  void notifyOperationErased(Operation *op) override { labels.erase(op); }

private:
  void renumber();

  Block &block;
  llvm::DenseMap<Operation *, uint64_t> labels;
};

} // namespace mlir::norm::fuse

#endif // NORM_LIB_TRANSFORMS_FUSE_BLOCKORDER_H
