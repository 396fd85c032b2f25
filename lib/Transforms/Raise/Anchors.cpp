// From an anchor up to what may be the input.
//
// A normalizer is noticed by a reduction, or by a root: a function such as a
// square root or a hyperbolic tangent, where its statistics are given.

#include "norm/Transforms/Raise/Name.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

/// How many inputs are tried above one anchor.
static constexpr size_t kMaxInputs = 4;

bool norm::raise::isWidening(const Node *node) {
  return node->is(Meaning::Map) && isa<arith::ExtFOp>(node->meaning.op);
}

/// The node and what lies above it, lowest first, as long as there is only one
/// operand of full size that is computed from arguments.
SmallVector<const Node *> Namer::climb(const Node *node) const {
  Nodes chain;
  while (node && chain.size() < kMaxInputs) {
    while (isWidening(node))
      node = node->operands[0].node;
    if (graph.isConstant(node))
      break;
    chain.push_back(node);
    if (!node->is(Meaning::Map) || named.contains(node))
      break;
    const Node *above = nullptr;
    bool isSingle = true;
    for (const Operand &operand : node->operands) {
      if (!node->isFull(operand) || graph.isConstant(operand.node))
        continue;
      isSingle &= !above || above == operand.node;
      above = operand.node;
    }
    node = isSingle ? above : nullptr;
  }
  return chain;
}

SmallVector<const Node *> Namer::inputsOfReduction(const Node *anchor) const {
  return climb(anchor->operands[0].node);
}

/// An operation of one operand that is neither arithmetic nor a cast.
bool Namer::isRoot(const Node *node) const {
  if (!node->is(Meaning::Map) || node->operands.size() > 2)
    return false;
  return !isa<arith::AddFOp, arith::SubFOp, arith::MulFOp, arith::DivFOp,
              arith::NegFOp>(node->meaning.op) &&
         isa<FloatType>(node->meaning.type) &&
         !isa<CastOpInterface>(node->meaning.op);
}

/// The operand of its own size that the node joins with a parameter.
const Node *Namer::findJoined(const Node *node,
                              const llvm::DenseSet<const Node *> &below) const {
  for (const Operand &operand : node->operands)
    if (node->isFull(operand) && !below.contains(operand.node) &&
        !graph.isConstant(operand.node))
      return operand.node;
  return nullptr;
}

/// What a root of a parameter is joined with below it, or what the root itself
/// is taken of; highest first, so that the mean is subtracted before anything
/// is called the input.
SmallVector<const Node *> Namer::inputsOfRoot(const Node *anchor) const {
  Nodes inputs;
  llvm::DenseSet<const Node *> below = {anchor};
  const Node *joined = nullptr;
  if (anchor->numParams == 1) {
    Nodes work = {anchor};
    while (!work.empty() && !joined && below.size() < kMaxInputs) {
      for (const Node *user : graph.getUsers(work.pop_back_val())) {
        if (!user->is(Meaning::Map) || !below.insert(user).second)
          continue;
        work.push_back(user);
        if (!joined && (user->numParams > 1 || graph.isConstant(anchor)))
          joined = findJoined(user, below);
      }
    }
  }
  inputs = climb(joined ? joined : anchor->operands[0].node);
  std::reverse(inputs.begin(), inputs.end());
  return inputs;
}
