// Which values are normalizers.

#ifndef NORM_TRANSFORMS_RAISE_NAME_H
#define NORM_TRANSFORMS_RAISE_NAME_H

#include "norm/Transforms/Raise/Match.h"
#include "norm/Transforms/Raise/Outline.h"

#include "mlir/IR/Dominance.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::norm::raise {

/// What naming changes in precision, or why it may not.
struct Precision {
  /// Why the value is no normalizer of ours; empty if it is.
  std::string refusal;
  /// Some statistic is wider than the default.
  bool isWide = false;
  NarrowMode narrow = NarrowMode::last;
  /// The original has no maximum subtracted where the definition has.
  bool gainsShift = false;
};

/// A value of the program as an operand of the op to be: reshaped to `type`
/// by `tensor.expand_shape` where there is a reassociation.
struct Placed {
  Value value;
  RankedTensorType type;
  SmallVector<ReassociationIndices> reassociation;
};

/// A value that is to be replaced by a named op.
struct Naming {
  const Node *tail;
  /// Nothing as long as there are nodes that must be values first.
  Value result;
  Match match;
  Precision precision;
  Placed input;
  /// Dimensions of the placed input that the form is asked for.
  SmallVector<int64_t> dims;
  std::optional<Placed> scale, bias;
  SmallVector<std::pair<unsigned, Placed>> unknowns;
  SmallVector<const Node *> unheld;
};

/// A value that came close, and why it is not named.
struct NearMiss {
  Location loc;
  std::string closest;
  std::string reason;
  /// It is the definition, but may not be replaced.
  bool isRefused;
};

/// A normalizer's neighbourhood: the nodes reached from its input, those that
/// equal a definition, and the polynomials of all.
struct Cluster {
  const Node *input;
  llvm::DenseSet<const Node *> cuts;
  std::unique_ptr<NormalForm> form;
  llvm::SetVector<const Node *> reached;
  llvm::MapVector<const Node *, Naming> hits;

  /// The nodes between the input and `tail`, which is one of them.
  SmallVector<const Node *> between(const Node *tail) const;
};

/// True for a cast that rounds nothing.
bool isWidening(const Node *node);

/// Finds the normalizers of one function.
class Namer {
public:
  Namer(FunctionOpInterface function, IndexedValues &values, ValueGraph &graph,
        const InnerValues &inner);

  std::vector<Naming> run();
  /// Nodes that keep a name from being given until they are values of the
  /// program.
  ArrayRef<const Node *> getWanted() const { return wanted.getArrayRef(); }
  ArrayRef<NearMiss> getNearMisses() const { return misses; }
  /// The named tails and all nodes that only lead to them.
  llvm::DenseSet<const Node *> getConsumed() const;

private:
  using Nodes = SmallVector<const Node *>;

  Nodes inputsOfReduction(const Node *anchor) const;
  Nodes inputsOfRoot(const Node *anchor) const;
  Nodes climb(const Node *node) const;
  bool isRoot(const Node *node) const;
  const Node *findJoined(const Node *node,
                         const llvm::DenseSet<const Node *> &below) const;

  bool nameOnAny(ArrayRef<const Node *> inputs);
  bool nameOn(const Node *input);
  void descend(Cluster &cluster);
  bool isForeign(const Node *node, const Cluster &cluster) const;
  std::optional<Naming> tryName(const Node *node, Cluster &cluster);
  void noteMiss(const Node *node, StringRef op, const llvm::Twine &why,
                bool isRefused = true);
  bool canHold(const Naming &naming) const;
  bool isUsable(const Node *node, const Cluster &cluster) const;
  bool takeTails(Cluster &cluster);
  SmallVector<int64_t> getCounts(const Node *input) const;

  FunctionOpInterface function;
  ValueGraph &graph;
  const InnerValues &inner;
  Algebra algebra;
  Definitions definitions;
  Matcher matcher;
  DominanceInfo dominance;
  llvm::DenseSet<const Node *> named, consumed;
  std::vector<Naming> namings;
  llvm::SetVector<const Node *> wanted;
  /// The one of the input at hand.
  std::optional<NearMiss> miss;
  SmallVector<NearMiss> misses;
};

/// Reads from the nodes between the input and the tail what the original
/// rounds, and decides whether the named op may stand for it.
Precision judgePrecision(const Node *tail, const Match &match,
                         const Cluster &cluster);

/// Finds values of the program for the input and for each operand, such that
/// the named op has exactly the type of the tail; false if there are none.
class Placer {
public:
  Placer(ValueGraph &graph, DominanceInfo &dominance, Algebra &algebra,
         Cluster &cluster)
      : graph(graph), dominance(dominance), algebra(algebra), cluster(cluster) {
  }

  bool place(Naming &naming);
  /// Which of the tail, the input and the operands no value holds; null where
  /// an operand is not even a node.
  SmallVector<const Node *> findUnheld(const Naming &naming);

private:
  bool placeResult(Naming &naming);
  bool placeInput(Naming &naming);
  std::optional<Placed> placeInput(const Node *node, const Match &match);
  bool placeOperands(Naming &naming);
  std::optional<Placed> placeOperand(const Poly &poly);
  std::optional<Placed> fit(Value value, ArrayRef<Digits> dims);
  std::optional<Placed> spread(Value value, ArrayRef<Digits> dims);
  std::optional<Operand> findOperand(const Poly &poly);
  std::optional<Operand> findOperand(const Poly &poly, const Operand &within);
  SmallVector<Digits, 4> placeOf(const Index &index) const;

  ValueGraph &graph;
  DominanceInfo &dominance;
  Algebra &algebra;
  Cluster &cluster;
  Operation *position = nullptr;
  const Node *tail = nullptr;
  /// The result as it is, and split so that no dimension is normalized in part.
  SmallVector<Digits, 4> stored, layout;
  SmallVector<ReassociationIndices> split;
  SmallVector<int64_t> shape;
  SmallVector<int64_t> dims;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_NAME_H
