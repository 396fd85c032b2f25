// Rows without a name as one norm.generic.

#ifndef NORM_TRANSFORMS_RAISE_GATHER_H
#define NORM_TRANSFORMS_RAISE_GATHER_H

#include "norm/IR/Norm.h"
#include "norm/Transforms/Raise/ValueGraph.h"

#include "mlir/IR/Dominance.h"

namespace mlir::norm::raise {

/// Gathers what was not named: a map over a row together with the reductions
/// that it alone needs, all of which becomes one `norm.generic`.
class Gatherer {
public:
  /// Nodes of `named` are values of named ops and stay outside.
  Gatherer(FunctionOpInterface function, ValueGraph &graph,
           const llvm::DenseSet<const Node *> &named)
      : graph(graph), named(named), dominance(function) {}

  /// Builds one op per group, in front of what it is to replace.
  SmallVector<GenericOp> run(OpBuilder &builder, Replacements &replacements);

private:
  /// A scalar of the body: a node at a place in the iteration space.
  struct Step {
    const Node *node;
    Index place;
    /// The steps of its operands.
    SmallVector<unsigned, 2> operands;
    /// What it is read from, if it is no member.
    Value source;
    AffineMap map;
    /// Reduce: the iterators that it runs over.
    SmallVector<int64_t> reduced;
  };

  bool plan(const Node *tail);
  void collectMembers(const Node *tail);
  std::optional<unsigned> addStep(const Node *node, const Index &place);
  bool addOperands(Step &step);
  bool bindReduction(Step &step, Index &inner);
  bool addSource(Step &step);
  Value findInit() const;
  GenericOp build(OpBuilder &builder);
  SmallVector<Value> buildBody(OpBuilder &builder, ValueRange arguments);

  ValueGraph &graph;
  const llvm::DenseSet<const Node *> &named;
  DominanceInfo dominance;
  llvm::DenseSet<const Node *> gathered;

  // The group at hand.
  const Node *tail = nullptr;
  const View *result = nullptr;
  llvm::DenseSet<const Node *> members;
  SmallVector<Step> steps;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_GATHER_H
