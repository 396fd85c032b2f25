#include "Compiler.h"

#include "norm/IR/Definition.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::norm;

/// Deeper calls are an error of the program, not an overflow of our stack.
static constexpr unsigned maxDepth = 1000;

Rules::Rules()
    : structured(compileStructured), integerFold(compileIntegerFold) {
  addArithRules(*this);
  addMathRules(*this);
  addTensorShapeRules(*this);
  addTensorAccessRules(*this);
  addStructuredRules(*this);
  addGenericRules(*this);
  addControlRules(*this);
}

const Rules::Rule *Rules::find(Operation *op) const {
  auto it = byName.find(op->getName().getStringRef());
  if (it != byName.end())
    return &it->second;
  if (isa<linalg::LinalgOp>(op))
    return &structured;
  if (isIntegerOp(op))
    return &integerFold;
  return nullptr;
}

FailureOr<const CompiledFunction *> Evaluator::prepare(Operation *caller,
                                                       StringRef name) {
  auto it = functions.find(name);
  if (it != functions.end())
    return &it->second;
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function || function.isExternal()) {
    caller->emitError("expects a function '") << name << "' with a body";
    return failure();
  }
  FailureOr<CompiledFunction> compiled =
      Compiler(*this, rules).compileFunction(function.getBody());
  if (failed(compiled))
    return failure();
  return &(functions[name] = std::move(*compiled));
}

FailureOr<SmallVector<Datum>> Evaluator::call(Operation *caller, StringRef name,
                                              ArrayRef<Datum> arguments) {
  FailureOr<const CompiledFunction *> function = prepare(caller, name);
  if (failed(function))
    return failure();
  if (++depth > maxDepth) {
    caller->emitError("calls nest deeper than ") << maxDepth;
    return failure();
  }
  llvm::scope_exit leave([&] { --depth; });

  Frame frame = (*function)->initial;
  const Program &body = (*function)->body;
  for (auto [slot, argument] : llvm::zip_equal(body.arguments, arguments))
    frame[slot] = argument;
  if (failed(body.run(frame)))
    return failure();
  return llvm::map_to_vector(body.results,
                             [&](Slot slot) { return frame[slot]; });
}

/// Brings the module into the language of the rules: normalizers to their
/// definitions, aggregates of linalg to what they decompose into.
static LogicalResult simplify(ModuleOp module) {
  if (failed(expandNormalizers(module)))
    return failure();
  SmallVector<linalg::AggregatedOpInterface> aggregates;
  module.walk(
      [&](linalg::AggregatedOpInterface op) { aggregates.push_back(op); });
  IRRewriter rewriter(module.getContext());
  for (linalg::AggregatedOpInterface op : aggregates) {
    rewriter.setInsertionPoint(op);
    FailureOr<SmallVector<Value>> parts = op.decomposeOperation(rewriter);
    if (failed(parts))
      return op->emitOpError("does not decompose");
    rewriter.replaceOp(op, *parts);
  }
  return success();
}

FailureOr<SmallVector<Datum>> norm::evaluate(ModuleOp module,
                                             StringRef function,
                                             ArrayRef<Datum> arguments,
                                             uint64_t seed) {
  OwningOpRef<ModuleOp> simplified(module.clone());
  if (failed(simplify(*simplified)))
    return failure();
  return Evaluator(*simplified, seed).call(*simplified, function, arguments);
}
