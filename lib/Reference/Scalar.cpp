#include "Scalar.h"

#include "norm/Support/Element.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::norm;

static unsigned getWidth(Type type) {
  return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
}

ScalarInfo::ScalarInfo(Operation *op)
    : operandType(getElementTypeOrSelf(op->getOperand(0))),
      resultType(getElementTypeOrSelf(op->getResult(0))),
      operandWidth(getWidth(operandType)), resultWidth(getWidth(resultType)) {
  if (auto compare = dyn_cast<arith::CmpIOp>(op))
    predicate = static_cast<int64_t>(compare.getPredicate());
  if (auto compare = dyn_cast<arith::CmpFOp>(op))
    predicate = static_cast<int64_t>(compare.getPredicate());
}

static FailureOr<Action> compileScalar(Operation *op, ScalarFunction function,
                                       Compiler &compiler) {
  auto operand = [&](unsigned i) {
    return compiler.slot(op->getOperand(i < op->getNumOperands() ? i : 0));
  };
  Slot a = operand(0), b = operand(1), c = operand(2);
  Slot result = compiler.slot(op->getResult(0));
  Action scalar = [=, info = ScalarInfo(op)](Frame &frame) {
    frame[result].cell =
        function(frame[a].cell, frame[b].cell, frame[c].cell, info);
    return success();
  };
  return overElements(op, std::move(scalar), compiler);
}

void norm::addScalars(Rules &rules, ArrayRef<ScalarEntry> entries) {
  for (ScalarEntry entry : entries)
    rules.add(entry.name,
              [function = entry.function](Operation *op, Compiler &compiler) {
                return compileScalar(op, function, compiler);
              });
}

/// Fails unless all tensors have one shape.
static LogicalResult checkSameShape(Operation *op, ArrayRef<Slot> tensors,
                                    const Frame &frame) {
  ArrayRef<int64_t> shape = frame[tensors.front()].tensor.shape();
  for (Slot slot : tensors)
    if (frame[slot].tensor.shape() != shape)
      return op->emitOpError("expects operands of one shape, got [")
             << shape << "] and [" << frame[slot].tensor.shape() << "]";
  return success();
}

Action norm::overElements(Operation *op, Action scalar, Compiler &compiler) {
  SmallVector<Slot> tensors;
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()))
      tensors.push_back(compiler.slot(operand));
  if (tensors.empty())
    return scalar;

  return [=, results = compiler.slots(op->getResults())](Frame &frame) {
    if (failed(checkSameShape(op, tensors, frame)))
      return failure();
    Tensor model = frame[tensors.front()].tensor;
    std::vector<std::vector<Cell>> columns(results.size());
    for (int64_t i = 0, size = model.cells().size(); i < size; ++i) {
      for (Slot slot : tensors)
        frame[slot].cell = frame[slot].tensor.cells()[i];
      if (failed(scalar(frame)))
        return failure();
      for (auto [slot, column] : llvm::zip_equal(results, columns))
        column.push_back(frame[slot].cell);
    }
    for (auto [slot, column] : llvm::zip_equal(results, columns))
      frame[slot].tensor = Tensor(model.shape(), std::move(column));
    return success();
  };
}

bool norm::isIntegerOp(Operation *op) {
  auto isInteger = [](Type type) {
    return getElementTypeOrSelf(type).isIntOrIndex();
  };
  return op->getNumRegions() == 0 && op->getNumOperands() > 0 &&
         op->getNumResults() > 0 && isMemoryEffectFree(op) &&
         llvm::all_of(op->getOperandTypes(), isInteger) &&
         llvm::all_of(op->getResultTypes(), isInteger);
}

/// The operands of `op` as constants of their element types.
static SmallVector<Attribute> readOperands(Operation *op, ArrayRef<Slot> slots,
                                           const Frame &frame) {
  SmallVector<Attribute> constants;
  for (auto [slot, type] : llvm::zip_equal(slots, op->getOperandTypes())) {
    Type element = getElementTypeOrSelf(type);
    APInt value(getWidth(element), frame[slot].cell.integer,
                /*isSigned=*/true, /*implicitTrunc=*/true);
    constants.push_back(IntegerAttr::get(element, value));
  }
  return constants;
}

/// The cell that `op` folded to: a constant, or one of its own operands.
static std::optional<Cell> readFolded(Operation *op, OpFoldResult folded,
                                      ArrayRef<Slot> slots,
                                      const Frame &frame) {
  if (auto constant = dyn_cast<Attribute>(folded)) {
    auto integer = dyn_cast<IntegerAttr>(constant);
    if (!integer)
      return std::nullopt;
    return toCell(integer.getValue());
  }
  for (OpOperand &operand : op->getOpOperands())
    if (operand.get() == cast<Value>(folded))
      return frame[slots[operand.getOperandNumber()]].cell;
  return std::nullopt;
}

static LogicalResult runFold(Operation *op, ArrayRef<Slot> operands,
                             ArrayRef<Slot> results, Frame &frame) {
  SmallVector<OpFoldResult> folded;
  LogicalResult isKnown = op->fold(readOperands(op, operands, frame), folded);
  if (failed(isKnown) || folded.size() != results.size())
    return op->emitOpError("has no value for its operands");
  for (auto [slot, value] : llvm::zip_equal(results, folded)) {
    std::optional<Cell> cell = readFolded(op, value, operands, frame);
    if (!cell)
      return op->emitOpError("has no value for its operands");
    frame[slot].cell = *cell;
  }
  return success();
}

FailureOr<Action> norm::compileIntegerFold(Operation *op, Compiler &compiler) {
  Action scalar = [op, operands = compiler.slots(op->getOperands()),
                   results = compiler.slots(op->getResults())](Frame &frame) {
    return runFold(op, operands, results, frame);
  };
  return overElements(op, std::move(scalar), compiler);
}
