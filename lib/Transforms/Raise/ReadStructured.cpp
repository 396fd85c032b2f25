// Structured operations as nodes.
//
// A structured operation is read through its maps and its body, whatever its
// name: one node per scalar operation, one per reduction.

#include "norm/Transforms/Raise/Read.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::norm::raise;

/// True if `init` leaves every other operand of the combiner as it is. The
/// lowest finite value is taken for -inf, as exporters write it.
static bool isNeutral(Operation *combiner, const Access &init) {
  std::optional<TypedAttr> neutral = arith::getNeutralElement(combiner);
  if (!neutral || !init.node->is(Meaning::Constant))
    return false;
  auto have = dyn_cast<FloatAttr>(init.node->meaning.constant);
  auto want = dyn_cast<FloatAttr>(*neutral);
  if (!have || !want)
    return init.node->meaning.constant == *neutral;
  const APFloat &value = have.getValue(), &identity = want.getValue();
  if (identity.isZero())
    return value.isZero();
  if (identity.isNaN())
    return value.isNaN();
  if (!identity.isInfinity())
    return value.bitwiseIsEqual(identity);
  return (value.isInfinity() || value.isLargest()) &&
         value.isNegative() == identity.isNegative();
}

/// Looks through casts, which do not change what is multiplied.
static const Operand *strip(const Operand *operand) {
  while (operand->node->is(Meaning::Map) &&
         isa<arith::ExtFOp, arith::TruncFOp>(operand->node->meaning.op) &&
         operand->node->operands[0].index.size() == operand->index.size())
    return strip(&operand->node->operands[0]);
  return operand;
}

/// A sum of products whose factors both run over something that the other does
/// not: a matrix product, not a statistic.
static bool isContraction(const Node *reduction, IndexedValues &values) {
  if (reduction->meaning.combiner != vector::CombiningKind::ADD)
    return false;
  const Operand &term = reduction->operands[0];
  const Node *product = strip(&term)->node;
  if (!product->is(Meaning::Map) || !isa<arith::MulFOp>(product->meaning.op) ||
      product->numParams != term.index.size())
    return false;
  const Operand &a = product->operands[0], &b = product->operands[1];
  bool onlyA = false, onlyB = false;
  for (unsigned param = 0; param < product->numParams; ++param) {
    bool isFree = llvm::any_of(term.index[param], [&](unsigned var) {
      return var < reduction->numParams;
    });
    onlyA |= isFree && !Node::uses(b, param);
    onlyB |= isFree && !Node::uses(a, param);
  }
  if (!onlyA || !onlyB)
    return false;
  values.markOpaquelyUsed(a.node);
  values.markOpaquelyUsed(b.node);
  return true;
}

std::optional<Access> norm::raise::reduceOver(vector::CombiningKind kind,
                                              Type type, const Access &operand,
                                              ArrayRef<unsigned> loops,
                                              IndexedValues &values) {
  if (loops.empty())
    return operand;
  Meaning meaning{Meaning::Reduce, type};
  meaning.combiner = kind;
  std::optional<Access> reduction = values.build(meaning, operand, loops);
  if (!reduction || isContraction(reduction->node, values))
    return std::nullopt;
  return reduction;
}

namespace {
/// Reads one structured operation on tensors.
class StructuredReader {
public:
  StructuredReader(linalg::LinalgOp op, IndexedValues &values)
      : op(op), values(values), loops(op.getStaticLoopRanges()) {}

  std::optional<Access> read(OpResult result);

private:
  bool bindArguments();
  bool bindBody();
  std::optional<Access> readYield(unsigned number);
  std::optional<Access> combine(Operation *combiner, OpOperand *init,
                                Value term);

  linalg::LinalgOp op;
  IndexedValues &values;
  SmallVector<int64_t> loops;
};
} // namespace

bool StructuredReader::bindArguments() {
  for (OpOperand &operand : op->getOpOperands()) {
    auto place = placeAlong(op.getMatchingIndexingMap(&operand), loops);
    if (!place)
      return false;
    values.bind(op.getMatchingBlockArgument(&operand),
                readAt(operand.get(), *place, values));
  }
  return true;
}

/// Assertions are read past: they stay where they are and say nothing about
/// the value.
bool StructuredReader::bindBody() {
  for (Operation &inner : op.getBlock()->without_terminator()) {
    if (isa<cf::AssertOp>(inner))
      continue;
    std::optional<Access> access;
    if (auto position = dyn_cast<linalg::IndexOp>(inner))
      access = values.position(position.getDim(), loops[position.getDim()],
                               position.getType());
    else
      access = readPointwise(&inner, values);
    if (!access)
      return false;
    values.bind(inner.getResult(0), *access);
  }
  return true;
}

/// True if the value is computed from what the loops carry.
static bool dependsOnInit(Value value, linalg::LinalgOp op) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return argument.getOwner() == op.getBlock() &&
           argument.getArgNumber() >= op.getNumDpsInputs();
  Operation *definition = value.getDefiningOp();
  return definition->getBlock() == op.getBlock() &&
         llvm::any_of(definition->getOperands(), [&](Value operand) {
           return dependsOnInit(operand, op);
         });
}

std::optional<Access> StructuredReader::combine(Operation *combiner,
                                                OpOperand *init, Value term) {
  std::optional<vector::CombiningKind> kind =
      linalg::getCombinerOpKind(combiner);
  if (!kind || dependsOnInit(term, op))
    return std::nullopt;
  SmallVector<unsigned> reduced;
  SmallVector<unsigned> dims;
  op.getReductionDims(dims);
  llvm::copy_if(dims, std::back_inserter(reduced),
                [&](unsigned loop) { return loops[loop] != 1; });
  Type type = combiner->getResult(0).getType();
  std::optional<Access> reduction =
      reduceOver(*kind, type, values.of(term), reduced, values);
  if (!reduction)
    return std::nullopt;
  Access start = values.of(op.getMatchingBlockArgument(init));
  if (isNeutral(combiner, start))
    return reduction;
  Meaning meaning{Meaning::Map, type};
  meaning.op = combiner;
  meaning.attributes = DictionaryAttr::get(combiner->getContext());
  return values.build(meaning, {start, *reduction});
}

std::optional<Access> StructuredReader::readYield(unsigned number) {
  OpOperand *init = op.getDpsInitOperand(number);
  BlockArgument carried = op.getMatchingBlockArgument(init);
  Value yielded = op.getBlock()->getTerminator()->getOperand(number);
  if (op.getNumReductionLoops() == 0)
    return values.of(yielded);
  Operation *combiner = yielded.getDefiningOp();
  if (!combiner || combiner->getNumOperands() != 2 ||
      combiner->getBlock() != op.getBlock())
    return std::nullopt;
  Value left = combiner->getOperand(0), right = combiner->getOperand(1);
  if (left != carried && right != carried)
    return std::nullopt;
  return combine(combiner, init, left == carried ? right : left);
}

std::optional<Access> StructuredReader::read(OpResult result) {
  if (!op.hasPureTensorSemantics() || !bindArguments() || !bindBody())
    return std::nullopt;
  unsigned number = result.getResultNumber();
  std::optional<Access> yielded = readYield(number);
  if (!yielded)
    return std::nullopt;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(number));
  return alongResult(*yielded, map, loops, values);
}

std::optional<Access> norm::raise::readStructured(OpResult result,
                                                  IndexedValues &values) {
  return StructuredReader(cast<linalg::LinalgOp>(result.getOwner()), values)
      .read(result);
}
