#include "Compiler.h"

#include "Constant.h"
#include "norm/Support/Element.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;

LogicalResult Program::run(Frame &frame) const {
  for (const Action &action : actions)
    if (failed(action(frame)))
      return failure();
  return success();
}

Slot Compiler::reserve(Datum datum) {
  initial.push_back(std::move(datum));
  return initial.size() - 1;
}

Slot Compiler::slot(Value value) {
  auto [it, isNew] = slotOf.try_emplace(value, 0);
  if (isNew)
    it->second = reserve();
  return it->second;
}

SmallVector<Slot> Compiler::slots(ValueRange values) {
  return llvm::map_to_vector(values, [&](Value value) { return slot(value); });
}

SmallVector<IndexOperand> Compiler::indices(ArrayRef<OpFoldResult> values) {
  return llvm::map_to_vector(values, [&](OpFoldResult value) -> IndexOperand {
    if (std::optional<int64_t> constant = getConstantIntValue(value))
      return {constant};
    return {std::nullopt, slot(cast<Value>(value))};
  });
}

ArrayRef<Slot> Compiler::iterators(Operation *op, unsigned count) {
  SmallVector<Slot> &slots = iteratorsOf[op];
  while (slots.size() < count)
    slots.push_back(reserve());
  return slots;
}

/// A scalar, or a ranked tensor of scalars, that a datum can hold.
static bool isKnownType(Type type) {
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return isCellType(tensor.getElementType());
  return isCellType(type);
}

LogicalResult Compiler::presetConstant(Operation *op, Attribute value) {
  std::optional<Datum> datum = readConstant(value);
  if (!datum)
    return op->emitError("the reference evaluator cannot read this constant");
  initial[slot(op->getResult(0))] = std::move(*datum);
  return success();
}

FailureOr<Action> Compiler::compile(Operation *op) {
  const Rules::Rule *rule = rules.find(op);
  if (!rule) {
    op->emitError("the reference evaluator does not know '")
        << op->getName() << "'";
    return failure();
  }
  for (ValueRange values :
       {ValueRange(op->getOperands()), ValueRange(op->getResults())})
    for (Type type : values.getTypes())
      if (!isKnownType(type)) {
        op->emitError("the reference evaluator does not know the type ")
            << type;
        return failure();
      }
  return (*rule)(op, *this);
}

FailureOr<Program> Compiler::compile(Block &block) {
  Program program;
  program.arguments = slots(block.getArguments());
  for (Operation &op : block.without_terminator()) {
    Attribute constant;
    if (matchPattern(&op, m_Constant(&constant))) {
      if (failed(presetConstant(&op, constant)))
        return failure();
      continue;
    }
    FailureOr<Action> action = compile(&op);
    if (failed(action))
      return failure();
    program.actions.push_back(std::move(*action));
  }
  program.results = slots(block.getTerminator()->getOperands());
  return program;
}

FailureOr<Program> Compiler::compile(Region &region) {
  if (region.hasOneBlock())
    return compile(region.front());
  region.getParentOp()->emitError(
      "the reference evaluator does not know regions of several blocks");
  return failure();
}

FailureOr<CompiledFunction> Compiler::compileFunction(Region &body) {
  FailureOr<Program> program = compile(body);
  if (failed(program))
    return failure();
  return CompiledFunction{std::move(*program), std::move(initial)};
}
