// Tensor values as functions of index digits.
//
// Every tensor value is read as a closed scalar function of the digits of its
// index, hash-consed. A reshape splits or joins digits, a transpose permutes
// them, a unit dimension has none, a broadcast ignores some; so none of these
// leaves a trace in the graph. What remains is one scalar operation per node,
// over exactly the digits that it uses.

#ifndef NORM_TRANSFORMS_RAISE_INDEXEDVALUE_H
#define NORM_TRANSFORMS_RAISE_INDEXEDVALUE_H

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Operation.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"

#include <deque>
#include <optional>

namespace mlir::norm::raise {

/// One digit of an index: `(var div stride) mod extent`. The extent may be
/// dynamic for the outermost digit of a variable.
struct Digit {
  unsigned var;
  int64_t stride;
  int64_t extent;

  bool operator==(const Digit &other) const {
    return var == other.var && stride == other.stride && extent == other.extent;
  }
};

/// An index as a row-major list of digits; empty along a unit dimension.
using Digits = SmallVector<Digit, 2>;

/// An index as a row-major list of whole variables.
using Vars = SmallVector<unsigned, 2>;

/// One index per parameter of a node.
using Index = SmallVector<Vars, 4>;

class Node;

/// A node together with the place at which it is evaluated.
struct Access {
  const Node *node = nullptr;
  SmallVector<Digits, 4> index;
};

/// An operand of a node, indexed by parameters of that node.
struct Operand {
  const Node *node;
  Index index;
};

/// What a node computes, apart from its operands.
struct Meaning {
  enum Kind { Leaf, Constant, Position, Extent, Map, Reduce };

  Kind kind;
  /// The element type of the result.
  Type type;
  /// Leaf: the value that nothing more is known of.
  Value leaf = {};
  /// Constant: its value.
  TypedAttr constant = {};
  /// Map: one operation with this meaning.
  Operation *op = nullptr;
  /// Map: its attributes. Extent: the parameter of its operand.
  Attribute attributes = {};
  /// Reduce: the combiner.
  vector::CombiningKind combiner = vector::CombiningKind::ADD;
};

/// One scalar operation over its parameters: `extents` of the free ones, then
/// those of the ones that a reduction binds.
class Node : public llvm::FoldingSetNode {
public:
  Meaning meaning;
  SmallVector<Operand, 2> operands;
  SmallVector<int64_t, 4> extents;
  unsigned numParams = 0;
  unsigned id = 0;

  /// The extents of the parameters.
  ArrayRef<int64_t> free() const {
    return ArrayRef(extents).take_front(numParams);
  }
  /// The extents of the bound variables, which are numbered after the
  /// parameters.
  ArrayRef<int64_t> bound() const {
    return ArrayRef(extents).drop_front(numParams);
  }

  bool is(Meaning::Kind kind) const { return meaning.kind == kind; }

  /// True if the operand is indexed by every variable of this node.
  bool isFull(const Operand &operand) const;
  /// True if the operand is indexed by that variable of this node.
  static bool uses(const Operand &operand, unsigned var);

  static void profile(llvm::FoldingSetNodeID &id, const Meaning &meaning,
                      ArrayRef<Operand> operands, ArrayRef<int64_t> extents,
                      unsigned numParams);
  void Profile(llvm::FoldingSetNodeID &nodeID) const {
    profile(nodeID, meaning, operands, extents, numParams);
  }
};

/// Evaluates `digits` at a place given by one digit list per variable. Fails
/// where a digit cannot be cut, as inside a dynamic extent.
std::optional<Digits> compose(ArrayRef<Digit> digits, ArrayRef<Digits> place);

/// The digit that is the whole of a variable; none for a unit extent.
Digits wholeDigit(unsigned var, int64_t extent);

/// The hash-consed nodes of one function, and the access that reads each value.
class IndexedValues {
public:
  /// The value as a node indexed by the digits of its dimensions (variable i is
  /// dimension i). Scalars and values of other types have no index.
  Access of(Value value);

  /// The value of a block argument or result inside a structured body, indexed
  /// by loops. Known only while its operation is read.
  void bind(Value value, Access access) { accesses[value] = std::move(access); }
  /// The access of a value that was read or bound before.
  const Access *find(Value value) const {
    auto known = accesses.find(value);
    return known == accesses.end() ? nullptr : &known->second;
  }

  /// A node over the variables that its operands use. Fails if the digits of
  /// two operands cut a variable at places that do not nest.
  std::optional<Access> build(const Meaning &meaning, ArrayRef<Access> operands,
                              ArrayRef<unsigned> boundVars = {});

  /// The access evaluated at another place, or nothing.
  static std::optional<Access> at(const Access &access, ArrayRef<Digits> place);

  /// A value that nothing more is known of.
  Access leaf(Value value);
  /// A scalar constant.
  Access constant(TypedAttr value);
  /// The position along a loop, as a number of that type.
  Access position(unsigned loop, int64_t extent, Type type);
  /// The extent of a dimension, as a number of that type; nothing where a
  /// dynamic one is no parameter of a node.
  std::optional<Access> extent(Value value, unsigned dim, Type type);

  /// Nodes whose value is asked for by an operation that is not read, as the
  /// factors of a contraction.
  bool isOpaquelyUsed(const Node *node) const {
    return opaquelyUsed.contains(node);
  }
  void markOpaquelyUsed(const Node *node) { opaquelyUsed.insert(node); }
  const llvm::SmallSetVector<const Node *, 8> &getOpaquelyUsed() const {
    return opaquelyUsed;
  }

  /// The first node below that has this parameter alone as one of its own, so
  /// that extents known to be equal have one name.
  static std::pair<const Node *, unsigned> findExtent(const Node *node,
                                                      unsigned param);

  /// All nodes, operands before users.
  const std::deque<Node> &getNodes() const { return nodes; }

private:
  const Node *intern(const Meaning &meaning, SmallVector<Operand, 2> operands,
                     SmallVector<int64_t, 4> extents, unsigned numParams);
  Access read(Value value);

  llvm::FoldingSet<Node> set;
  std::deque<Node> nodes;
  llvm::DenseMap<Value, Access> accesses;
  llvm::SmallSetVector<const Node *, 8> opaquelyUsed;
};

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_INDEXEDVALUE_H
