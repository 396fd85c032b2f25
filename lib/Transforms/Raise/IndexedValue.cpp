// Hash-consed nodes.

#include "norm/Transforms/Raise/IndexedValue.h"
#include "norm/Transforms/Raise/Read.h"

using namespace mlir;
using namespace mlir::norm::raise;

void Node::profile(llvm::FoldingSetNodeID &id, const Meaning &meaning,
                   ArrayRef<Operand> operands, ArrayRef<int64_t> extents,
                   unsigned numParams) {
  id.AddInteger(unsigned(meaning.kind));
  id.AddPointer(meaning.type.getAsOpaquePointer());
  id.AddPointer(meaning.leaf.getAsOpaquePointer());
  id.AddPointer(Attribute(meaning.constant).getAsOpaquePointer());
  id.AddPointer(meaning.op ? meaning.op->getName().getAsOpaquePointer()
                           : nullptr);
  id.AddPointer(meaning.attributes.getAsOpaquePointer());
  id.AddInteger(unsigned(meaning.combiner));
  id.AddInteger(numParams);
  id.AddInteger(extents.size());
  for (int64_t extent : extents)
    id.AddInteger(extent);
  for (const Operand &operand : operands) {
    id.AddPointer(operand.node);
    for (const Vars &vars : operand.index) {
      id.AddInteger(vars.size());
      for (unsigned var : vars)
        id.AddInteger(var);
    }
  }
}

bool Node::isFull(const Operand &operand) const {
  llvm::SmallBitVector used(extents.size());
  for (const Vars &vars : operand.index)
    for (unsigned var : vars)
      used.set(var);
  return used.all();
}

bool Node::uses(const Operand &operand, unsigned var) {
  return llvm::any_of(operand.index, [&](const Vars &vars) {
    return llvm::is_contained(vars, var);
  });
}

const Node *IndexedValues::intern(const Meaning &meaning,
                                  SmallVector<Operand, 2> operands,
                                  SmallVector<int64_t, 4> extents,
                                  unsigned numParams) {
  llvm::FoldingSetNodeID nodeID;
  Node::profile(nodeID, meaning, operands, extents, numParams);
  void *position = nullptr;
  if (Node *known = set.FindNodeOrInsertPos(nodeID, position))
    return known;
  Node &node = nodes.emplace_back();
  node.meaning = meaning;
  node.operands = std::move(operands);
  node.extents = std::move(extents);
  node.numParams = numParams;
  node.id = nodes.size() - 1;
  set.InsertNode(&node, position);
  return &node;
}

Access IndexedValues::leaf(Value value) {
  Meaning meaning{Meaning::Leaf, getElementTypeOrSelf(value)};
  meaning.leaf = value;
  Access access;
  SmallVector<int64_t, 4> extents;
  if (auto type = dyn_cast<RankedTensorType>(value.getType()))
    for (auto [dim, extent] : llvm::enumerate(type.getShape()))
      if (extent != 1) {
        access.index.push_back(wholeDigit(dim, extent));
        extents.push_back(extent);
      }
  access.node = intern(meaning, {}, extents, extents.size());
  return access;
}

Access IndexedValues::constant(TypedAttr value) {
  Meaning meaning{Meaning::Constant, value.getType()};
  meaning.constant = value;
  return {intern(meaning, {}, {}, 0), {}};
}

Access IndexedValues::position(unsigned loop, int64_t extent, Type type) {
  if (extent == 1)
    return constant(Builder(type.getContext()).getZeroAttr(type));
  Meaning meaning{Meaning::Position, type};
  return {intern(meaning, {}, {extent}, 1), {wholeDigit(loop, extent)}};
}

/// A number as a constant of a numeric type.
static TypedAttr makeNumber(int64_t number, Type type) {
  Builder builder(type.getContext());
  if (isa<FloatType>(type))
    return builder.getFloatAttr(type, number);
  return builder.getIntegerAttr(type, number);
}

std::pair<const Node *, unsigned> IndexedValues::findExtent(const Node *node,
                                                            unsigned param) {
  for (const Operand &operand : node->operands) {
    auto whole = llvm::find(operand.index, Vars{param});
    if (whole != operand.index.end())
      return findExtent(operand.node, whole - operand.index.begin());
  }
  return {node, param};
}

std::optional<Access> IndexedValues::extent(Value value, unsigned dim,
                                            Type type) {
  int64_t extent = cast<RankedTensorType>(value.getType()).getDimSize(dim);
  if (!ShapedType::isDynamic(extent))
    return constant(makeNumber(extent, type));
  Access access = of(value);
  auto whole = llvm::find(access.index, wholeDigit(dim, extent));
  if (whole == access.index.end())
    return std::nullopt;
  auto [node, param] = findExtent(access.node, whole - access.index.begin());
  Meaning meaning{Meaning::Extent, type};
  meaning.attributes = makeNumber(param, IndexType::get(type.getContext()));
  return Access{intern(meaning, {Operand{node, {}}}, {}, 0), {}};
}

/// Along an extent of zero there is no index to speak of.
static bool hasPointsAlong(Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  return !shaped || !shaped.hasRank() ||
         !llvm::is_contained(shaped.getShape(), 0);
}

static bool hasPoints(Operation *op) {
  return llvm::all_of(op->getOperandTypes(), hasPointsAlong) &&
         llvm::all_of(op->getResultTypes(), hasPointsAlong);
}

Access IndexedValues::read(Value value) {
  if (auto result = dyn_cast<OpResult>(value);
      result && hasPoints(result.getOwner()))
    if (std::optional<Access> access = readResult(result, *this))
      return *access;
  return leaf(value);
}

Access IndexedValues::of(Value value) {
  auto known = accesses.find(value);
  if (known != accesses.end())
    return known->second;
  Access access = read(value);
  accesses[value] = access;
  return access;
}
