// Values inside structured bodies.

#ifndef NORM_TRANSFORMS_RAISE_OUTLINE_H
#define NORM_TRANSFORMS_RAISE_OUTLINE_H

#include "norm/Transforms/Raise/ValueGraph.h"

#include "mlir/IR/PatternMatch.h"

namespace mlir::norm::raise {

/// The nodes that no value of the program holds, only the bodies of structured
/// operations: what elementwise fusion leaves of a value.
class InnerValues {
public:
  InnerValues(FunctionOpInterface function, const IndexedValues &values,
              const ValueGraph &graph);

  /// True if an operation of its own could compute the node.
  bool contains(const Node *node) const { return inner.contains(node); }

  /// Lets operations of their own compute the nodes.
  void outline(ArrayRef<const Node *> nodes, RewriterBase &rewriter);

private:
  llvm::DenseMap<const Node *, SmallVector<Value, 1>> inner;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_OUTLINE_H
