// The nodes of a function and the values that hold them.

#ifndef NORM_TRANSFORMS_RAISE_VALUEGRAPH_H
#define NORM_TRANSFORMS_RAISE_VALUEGRAPH_H

#include "norm/Transforms/Raise/IndexedValue.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

namespace mlir::norm::raise {

/// Values and what they become, once everything is built: what is built reads
/// the values that the graph knows.
using Replacements = SmallVector<std::pair<Value, Value>>;

/// A tensor value that holds a node: per dimension, the digits of the node's
/// parameters that lie along it.
struct View {
  Value value;
  SmallVector<Digits, 4> dims;
};

/// The nodes that values of one function hold, with their users.
class ValueGraph {
public:
  ValueGraph(FunctionOpInterface function, IndexedValues &values);

  /// Nodes that some value needs, operands first.
  ArrayRef<const Node *> getNodes() const { return nodes; }
  /// The nodes that use a node, in order.
  ArrayRef<const Node *> getUsers(const Node *node) const;
  /// The values that hold exactly that node, in order of the program.
  ArrayRef<View> getViews(const Node *node) const;
  /// True if an operation that is not read uses the node as a whole.
  bool hasOpaqueUse(const Node *node) const {
    return opaquelyUsed.contains(node) || values.isOpaquelyUsed(node);
  }
  /// True if nothing but constants of the program goes into the node.
  bool isConstant(const Node *node) const { return constants.contains(node); }

  /// Inverts an access: the digits of the parameters along each dimension. A
  /// dimension that the node does not vary along makes the value a broadcast
  /// copy, which is no view.
  static std::optional<SmallVector<Digits, 4>> invert(const Access &access,
                                                      ArrayRef<int64_t> shape);

private:
  void enter(Value value);
  bool readsConstants(const Node &node) const;
  void addView(Value value, const Access &access);
  void noteUses(Operation *op);
  void reach(const Node *node);

  IndexedValues &values;
  SmallVector<const Node *> nodes;
  llvm::DenseSet<const Node *> reached, opaquelyUsed, constants;
  llvm::DenseMap<const Node *, SmallVector<const Node *>> users;
  llvm::DenseMap<const Node *, SmallVector<View, 2>> views;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_VALUEGRAPH_H
