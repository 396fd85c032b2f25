// Users and views of nodes.

#include "norm/Transforms/Raise/ValueGraph.h"

#include "mlir/Interfaces/IndexingMapOpInterface.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm::raise;

std::optional<SmallVector<Digits, 4>>
ValueGraph::invert(const Access &access, ArrayRef<int64_t> shape) {
  // Per dimension: the stride in the dimension, and the digit of the parameter.
  SmallVector<SmallVector<std::pair<int64_t, Digit>, 2>> found(shape.size());
  for (auto [param, digits] : llvm::enumerate(access.index)) {
    int64_t weight = 1;
    for (Digit digit : llvm::reverse(digits)) {
      found[digit.var].push_back(
          {digit.stride, Digit{unsigned(param), weight, digit.extent}});
      weight = ShapedType::isDynamic(digit.extent) ? 0 : weight * digit.extent;
    }
  }
  SmallVector<Digits, 4> dims;
  for (auto [dim, digits] : llvm::enumerate(found)) {
    llvm::sort(digits, [](auto &a, auto &b) { return a.first > b.first; });
    int64_t covered = 1;
    Digits list;
    for (auto &[stride, digit] : llvm::reverse(digits)) {
      if (stride != covered || digit.stride == 0)
        return std::nullopt;
      covered = ShapedType::isDynamic(digit.extent) ? ShapedType::kDynamic
                                                    : covered * digit.extent;
      list.insert(list.begin(), digit);
    }
    if (covered != shape[dim])
      return std::nullopt;
    dims.push_back(list);
  }
  return dims;
}

void ValueGraph::addView(Value value, const Access &access) {
  if (auto dims =
          invert(access, cast<RankedTensorType>(value.getType()).getShape()))
    views[access.node].push_back({value, std::move(*dims)});
}

/// An operation is read through if each result in use has a node of its own
/// making; any other operation needs its operands as they are.
void ValueGraph::noteUses(Operation *op) {
  bool isRead = op->getNumResults() > 0 &&
                llvm::all_of(op->getResults(), [&](Value result) {
                  const Node *node = values.of(result).node;
                  return result.use_empty() || node->meaning.leaf != result;
                });
  if (isRead)
    return;
  auto note = [&](Value value) {
    if (isa<RankedTensorType>(value.getType()))
      opaquelyUsed.insert(values.of(value).node);
  };
  llvm::for_each(op->getOperands(), note);
  SetVector<Value> captured;
  getUsedValuesDefinedAbove(op->getRegions(), captured);
  llvm::for_each(captured, note);
}

void ValueGraph::reach(const Node *node) {
  if (!reached.insert(node).second)
    return;
  for (const Operand &operand : node->operands)
    reach(operand.node);
}

void ValueGraph::enter(Value value) {
  if (!isa<RankedTensorType>(value.getType()))
    return;
  Access access = values.of(value);
  reach(access.node);
  addView(value, access);
}

/// A node that only constants of the program go into, given those above it.
bool ValueGraph::readsConstants(const Node &node) const {
  Operation *source =
      node.meaning.leaf ? node.meaning.leaf.getDefiningOp() : nullptr;
  if (node.is(Meaning::Constant) ||
      (source && source->hasTrait<OpTrait::ConstantLike>()))
    return true;
  return !node.operands.empty() &&
         llvm::all_of(node.operands, [&](const Operand &operand) {
           return constants.contains(operand.node);
         });
}

ValueGraph::ValueGraph(FunctionOpInterface function, IndexedValues &values)
    : values(values) {
  auto enterOne = [&](Value value) { enter(value); };
  function->walk<WalkOrder::PreOrder>([&](Operation *op) {
    llvm::for_each(op->getResults(), enterOne);
    if (op != function)
      noteUses(op);
    if (isa<IndexingMapOpInterface>(op))
      return WalkResult::skip();
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), enterOne);
    return WalkResult::advance();
  });
  for (const Node *factor : values.getOpaquelyUsed())
    reach(factor);
  for (const Node &node : values.getNodes()) {
    if (!reached.contains(&node))
      continue;
    nodes.push_back(&node);
    for (const Operand &operand : node.operands) {
      SmallVector<const Node *> &list = users[operand.node];
      if (list.empty() || list.back() != &node)
        list.push_back(&node);
    }
    if (readsConstants(node))
      constants.insert(&node);
  }
}

ArrayRef<const Node *> ValueGraph::getUsers(const Node *node) const {
  auto found = users.find(node);
  return found == users.end() ? ArrayRef<const Node *>() : found->second;
}

ArrayRef<View> ValueGraph::getViews(const Node *node) const {
  auto found = views.find(node);
  return found == views.end() ? ArrayRef<View>() : found->second;
}
