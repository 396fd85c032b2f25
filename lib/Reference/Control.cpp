// Assertions, calls, branches and loops.

#include "Compiler.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::norm;

/// Copies as if all slots were read before the first is written.
static void transfer(ArrayRef<Slot> from, ArrayRef<Slot> to, Frame &frame) {
  SmallVector<Datum> values;
  for (Slot slot : from)
    values.push_back(frame[slot]);
  for (auto [slot, value] : llvm::zip_equal(to, values))
    frame[slot] = std::move(value);
}

static FailureOr<Action> compileAssert(cf::AssertOp op, Compiler &c) {
  return Action([=, condition = c.slot(op.getArg()),
                 message = op.getMsg()](Frame &frame) {
    if (frame[condition].cell.integer)
      return success();
    return LogicalResult(op->emitError("assertion failed: ") << message);
  });
}

static FailureOr<Action> compileCall(func::CallOp op, Compiler &c) {
  return Action([=, &evaluator = c.getEvaluator(), callee = op.getCallee(),
                 operands = c.slots(op.getOperands()),
                 results = c.slots(op.getResults())](Frame &frame) {
    SmallVector<Datum> arguments;
    for (Slot operand : operands)
      arguments.push_back(frame[operand]);
    auto values = evaluator.call(op, callee, arguments);
    if (failed(values))
      return failure();
    for (auto [slot, value] : llvm::zip_equal(results, *values))
      frame[slot] = std::move(value);
    return success();
  });
}

static FailureOr<Action> compileIf(scf::IfOp op, Compiler &c) {
  FailureOr<Program> thenProgram = c.compile(op.getThenRegion());
  FailureOr<Program> elseProgram = Program();
  if (op.elseBlock())
    elseProgram = c.compile(op.getElseRegion());
  if (failed(thenProgram) || failed(elseProgram))
    return failure();
  return Action([=, thenProgram = std::move(*thenProgram),
                 elseProgram = std::move(*elseProgram),
                 condition = c.slot(op.getCondition()),
                 results = c.slots(op.getResults())](Frame &frame) {
    const Program &program =
        frame[condition].cell.integer ? thenProgram : elseProgram;
    if (failed(program.run(frame)))
      return failure();
    transfer(program.results, results, frame);
    return success();
  });
}

static bool isBelow(int64_t a, int64_t b, bool isUnsigned) {
  return isUnsigned ? static_cast<uint64_t>(a) < static_cast<uint64_t>(b)
                    : a < b;
}

static FailureOr<Action> compileFor(scf::ForOp op, Compiler &c) {
  FailureOr<Program> body = c.compile(op.getRegion());
  if (failed(body))
    return failure();
  return Action([=, body = std::move(*body), isUnsigned = op.getUnsignedCmp(),
                 lower = c.slot(op.getLowerBound()),
                 upper = c.slot(op.getUpperBound()),
                 step = c.slot(op.getStep()), inits = c.slots(op.getInitArgs()),
                 results = c.slots(op.getResults())](Frame &frame) {
    int64_t stride = frame[step].cell.integer;
    if (stride <= 0)
      return LogicalResult(op->emitOpError("expects a positive step, got ")
                           << stride);
    Slot iterator = body.arguments.front();
    ArrayRef<Slot> carried = ArrayRef(body.arguments).drop_front();
    transfer(inits, carried, frame);
    for (int64_t i = frame[lower].cell.integer;
         isBelow(i, frame[upper].cell.integer, isUnsigned); i += stride) {
      frame[iterator].cell = integerCell(i);
      if (failed(body.run(frame)))
        return failure();
      transfer(body.results, carried, frame);
    }
    transfer(carried, results, frame);
    return success();
  });
}

static FailureOr<Action> compileWhile(scf::WhileOp op, Compiler &c) {
  FailureOr<Program> before = c.compile(op.getBefore());
  FailureOr<Program> after = c.compile(op.getAfter());
  if (failed(before) || failed(after))
    return failure();
  return Action([before = std::move(*before), after = std::move(*after),
                 inits = c.slots(op.getInits()),
                 results = c.slots(op.getResults())](Frame &frame) {
    Slot condition = before.results.front();
    ArrayRef<Slot> passed = ArrayRef(before.results).drop_front();
    transfer(inits, before.arguments, frame);
    while (true) {
      if (failed(before.run(frame)))
        return failure();
      if (!frame[condition].cell.integer)
        break;
      transfer(passed, after.arguments, frame);
      if (failed(after.run(frame)))
        return failure();
      transfer(after.results, before.arguments, frame);
    }
    transfer(passed, results, frame);
    return success();
  });
}

void norm::addControlRules(Rules &rules) {
  rules.add<cf::AssertOp>(compileAssert);
  rules.add<func::CallOp>(compileCall);
  rules.add<scf::IfOp>(compileIf);
  rules.add<scf::ForOp>(compileFor);
  rules.add<scf::WhileOp>(compileWhile);
}
