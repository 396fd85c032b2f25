// What norm.apply promises its definition: A1 to A4 and A6 to A9.
#include "norm/IR/Definition.h"
#include "norm/IR/VariesAlong.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::norm;

/// A3: an override has a declared name and type.
static LogicalResult verifyOverrides(ApplyOp op, DefineOp definition) {
  if (!op.getOverridesAttr())
    return success();
  for (NamedAttribute override : op.getOverridesAttr()) {
    TypedAttr declared = definition.getDefault(override.getName());
    if (!declared)
      return op.emitOpError("expects an attribute that @")
             << definition.getSymName() << " declares, got "
             << override.getName();
    auto number = dyn_cast<TypedAttr>(override.getValue());
    if (!number || number.getType() != declared.getType())
      return op.emitOpError("expects ")
             << override.getName() << " to have type " << declared.getType()
             << ", got " << override.getValue();
  }
  return success();
}

/// A4: `over` is there for a row program, and only there.
static LogicalResult verifyForm(ApplyOp op, DefineOp definition) {
  if (definition.isRowProgram() == op.getDims().has_value())
    return success();
  if (definition.isRowProgram())
    return op.emitOpError("expects over with dimensions, since @")
           << definition.getSymName() << " is a row program";
  return op.emitOpError("expects no over, since @")
         << definition.getSymName() << " is a tensor program";
}

/// A2: arguments and results are those of the definition, in number.
static LogicalResult verifyCounts(ApplyOp op, DefineOp definition) {
  size_t arguments = definition.getBody()->getNumArguments();
  if (op.getNumOperands() != arguments)
    return op.emitOpError("expects ")
           << arguments << " arguments for @" << definition.getSymName()
           << ", got " << op.getNumOperands();
  size_t results = definition.getYieldedTypes().size();
  if (op.getNumResults() != results)
    return op.emitOpError("expects ")
           << results << " results of @" << definition.getSymName() << ", got "
           << op.getNumResults();
  return success();
}

/// f64 stands for every float type, all others for themselves; in a ranked
/// tensor or as a scalar.
static bool standsFor(Type declared, Type used) {
  if (!isa<RankedTensorType>(used) && !used.isIntOrIndexOrFloat())
    return false;
  Type element = getElementTypeOrSelf(declared);
  Type found = getElementTypeOrSelf(used);
  return element.isF64() ? isa<FloatType>(found) : element == found;
}

static int64_t getRank(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getRank() : 0;
}

static bool fitsProgram(Type declared, Type used) {
  return standsFor(declared, used) && getRank(declared) == getRank(used);
}

/// A6 and A7 for a tensor program: types have the ranks of the signature.
static LogicalResult verifyProgramTypes(ApplyOp op, DefineOp definition) {
  FunctionType signature = *definition.getSignature();
  for (auto [i, declared, used] :
       llvm::enumerate(signature.getInputs(), op.getOperandTypes()))
    if (!fitsProgram(declared, used))
      return op.emitOpError("expects argument #")
             << i << " to have the rank and element type of " << declared
             << ", got " << used;
  for (auto [i, declared, used] :
       llvm::enumerate(signature.getResults(), op.getResultTypes()))
    if (!fitsProgram(declared, used))
      return op.emitOpError("expects result #")
             << i << " to have the rank and element type of " << declared
             << ", got " << used;
  return success();
}

/// A6 and A7 for a row program: the operand rule, and its mirror for results.
static LogicalResult verifyRowTypes(ApplyOp op, DefineOp definition,
                                    const FormulaSpace &space) {
  RankedTensorType input = op.getInput().getType();
  TypeRange declared = definition.getBody()->getArgumentTypes();
  for (auto [i, used] : llvm::enumerate(op.getOperandTypes()))
    if (!space.operandMaps[i] || !standsFor(declared[i], used))
      return op.emitOpError("expects argument #")
             << i << " to have elements for " << declared[i]
             << ", and per dimension the extent of " << input
             << " or 1, or to be a scalar, or to lie along dimensions ["
             << *op.getDims() << "], got " << used;
  TypeRange yielded = definition.getYieldedTypes();
  for (auto [i, used] : llvm::enumerate(op.getResultTypes()))
    if (!space.resultMaps[i] || !standsFor(yielded[i], used))
      return op.emitOpError("expects result #")
             << i << " to have elements for " << yielded[i]
             << ", and per dimension the extent of " << input << " or 1, got "
             << used;
  return success();
}

/// A8: a result varies only along the dimensions that it has.
static LogicalResult verifyResultsVary(ApplyOp op, DefineOp definition,
                                       const FormulaSpace &space) {
  VariesAlong varies(*definition.getBody(), space.operandMaps,
                     op.getInput().getType().getRank(), *op.getDims());
  ValueRange yielded = definition.getBody()->getTerminator()->getOperands();
  for (auto [i, value, map] : llvm::enumerate(yielded, space.resultMaps))
    for (unsigned dim : varies.of(value).set_bits())
      if (!map.isFunctionOfDim(dim))
        return op.emitOpError("expects result #")
               << i << " to have the extent of the input along dimension "
               << dim << ", which it varies along, got "
               << op.getResult(i).getType();
  return success();
}

/// The index of a row dimension exists.
static LogicalResult verifyIndices(ApplyOp op, DefineOp definition) {
  for (auto index : definition.getBody()->getOps<IndexOp>())
    if (index.getDim() >= op.getDims()->size())
      return op.emitOpError("expects over to have a dimension #")
             << index.getDim() << ", whose index @" << definition.getSymName()
             << " takes, got [" << *op.getDims() << "]";
  return success();
}

static LogicalResult verifyRowUse(ApplyOp op, DefineOp definition) {
  if (failed(verifyIndices(op, definition)))
    return failure();
  FormulaSpace space = norm::detail::spaceOverRow(op);
  if (failed(verifyRowTypes(op, definition, space)))
    return failure();
  return verifyResultsVary(op, definition, space);
}

/// Definitions from `from` to `target`, by their uses of each other; empty
/// without a way.
static SmallVector<DefineOp>
findWay(DefineOp from, DefineOp target, SymbolTableCollection &tables,
        llvm::SmallPtrSetImpl<Operation *> &visited) {
  if (from == target)
    return {from};
  SmallVector<DefineOp> way;
  from.walk([&](ApplyOp use) {
    auto next =
        tables.lookupNearestSymbolFrom<DefineOp>(use, use.getDefinitionAttr());
    if (next && visited.insert(next).second)
      way = findWay(next, target, tables, visited);
    return way.empty() ? WalkResult::advance() : WalkResult::interrupt();
  });
  if (!way.empty())
    way.insert(way.begin(), from);
  return way;
}

/// A9: the definition around a use is not reached from the one that it uses.
static LogicalResult verifyNoRecursion(ApplyOp op, DefineOp definition,
                                       SymbolTableCollection &tables) {
  auto around = op->getParentOfType<DefineOp>();
  if (!around)
    return success();
  llvm::SmallPtrSet<Operation *, 8> visited;
  SmallVector<DefineOp> way = findWay(definition, around, tables, visited);
  if (way.empty())
    return success();
  auto names = llvm::map_range(
      way, [](DefineOp step) { return "@" + step.getSymName().str(); });
  return op.emitOpError("expects no recursion, but @")
         << around.getSymName() << " applies "
         << llvm::join(names, ", which applies ");
}

LogicalResult ApplyOp::verifySymbolUses(SymbolTableCollection &tables) {
  // A1: the definition exists.
  auto definition =
      tables.lookupNearestSymbolFrom<DefineOp>(*this, getDefinitionAttr());
  if (!definition)
    return emitOpError("expects a norm.define named ") << getDefinitionAttr();
  // Whoever gives a declaration its body verifies its uses.
  if (definition.isDeclaration())
    return success();
  if (failed(verifyNoRecursion(*this, definition, tables)) ||
      failed(verifyCounts(*this, definition)) ||
      failed(verifyOverrides(*this, definition)) ||
      failed(verifyForm(*this, definition)))
    return failure();
  return definition.isRowProgram() ? verifyRowUse(*this, definition)
                                   : verifyProgramTypes(*this, definition);
}
