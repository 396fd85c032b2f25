#include "BlockOrder.h"

using namespace mlir;
using namespace mlir::norm::fuse;

/// Room for 32 insertions at the worst place, and for 2^32 ops.
static constexpr uint64_t kStride = uint64_t(1) << 32;

void BlockOrder::renumber() {
  uint64_t next = 0;
  for (Operation &op : block)
    labels[&op] = next += kStride;
}

void BlockOrder::notifyOperationInserted(Operation *op,
                                         OpBuilder::InsertPoint) {
  if (op->getBlock() != &block)
    return;
  Operation *before = op->getPrevNode(), *after = op->getNextNode();
  uint64_t low = before ? labels.lookup(before) : 0;
  uint64_t high = after ? labels.lookup(after) : low + 2 * kStride;
  if (high - low < 2)
    return renumber();
  labels[op] = low + (high - low) / 2;
}
