#include "Execute.h"

#include "norm/Reference/Evaluator.h"
#include "norm/Support/JIT.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/SourceMgr.h"

#include <csignal>
#include <cstdlib>

using namespace mlir;
using namespace mlir::norm;

/// From any model to the LLVM dialect. Dynamic extents of the arguments that do
/// not fit together fail an assertion.
static std::string getCPUPipeline(unsigned threads) {
  return "norm-raise{unnamed=generic},norm-expand{drop-public},"
         "convert-elementwise-to-linalg,"
         "generate-runtime-verification{verbose-level=0},"
         "norm-to-llvm{threads=" +
         std::to_string(threads) + "}";
}

//===- Errors -------------------------------------------------------------===//

LogicalResult norm::fail(const Twine &message) {
  llvm::outs().flush();
  llvm::errs() << "norm-run: error: " << message << "\n";
  return failure();
}

LogicalResult norm::fail(llvm::Error error) {
  return fail(llvm::toString(std::move(error)));
}

LogicalResult norm::failUnlessSeen(const FirstError &firstError,
                                   const Twine &message) {
  return firstError.wasSeen() ? failure() : fail(message);
}

/// Compiled code failed, on whatever thread: nothing was written yet, and there
/// is no way back through its frames.
[[noreturn]] static void leaveCompiledCode(const Twine &reason) {
  (void)fail(reason);
  std::_Exit(EXIT_FAILURE);
}

/// Some processors trap where an integer quotient has no value.
static void leaveDivision(int) {
  leaveCompiledCode("an integer division has no value");
}

//===- Backends -----------------------------------------------------------===//

static LogicalResult runPipeline(ModuleOp module, StringRef passes,
                                 const FirstError &firstError) {
  std::string pipeline = passes.starts_with("builtin.module(")
                             ? passes.str()
                             : ("builtin.module(" + passes + ")").str();
  std::string message;
  llvm::raw_string_ostream os(message);
  FailureOr<OpPassManager> parsed = parsePassPipeline(pipeline, os);
  if (failed(parsed))
    return fail("--pipeline: " + StringRef(message).trim());

  PassManager manager(module.getContext());
  static_cast<OpPassManager &>(manager) = std::move(*parsed);
  if (failed(manager.run(module)))
    return failUnlessSeen(firstError, "the pipeline failed");
  return success();
}

static FailureOr<SmallVector<Datum>>
runReference(ModuleOp module, StringRef name, ArrayRef<Datum> arguments,
             const RunOptions &options, const FirstError &firstError) {
  if (options.pipeline &&
      failed(runPipeline(module, *options.pipeline, firstError)))
    return failure();
  return evaluate(module, name, arguments, options.seed);
}

/// Fails at a function that is used but has no body to compile.
static LogicalResult checkDeclarations(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isExternal() &&
        !SymbolTable::symbolKnownUseEmpty(function, module))
      return function.emitError("expects a function '")
             << function.getName() << "' with a body";
  return success();
}

static FailureOr<SmallVector<Datum>> runCompiled(func::FuncOp entry,
                                                 ArrayRef<Datum> arguments,
                                                 const RunOptions &options,
                                                 const FirstError &firstError) {
  auto module = entry->getParentOfType<ModuleOp>();
  std::string name = entry.getName().str();
  FunctionType signature = entry.getFunctionType();
  if (failed(checkDeclarations(module)))
    return failure();
  entry->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                 UnitAttr::get(entry.getContext()));
  std::string pipeline = options.pipeline.value_or("");
  if (!options.pipeline)
    pipeline = getCPUPipeline(options.threads);
  if (failed(runPipeline(module, pipeline, firstError)))
    return failure();

  setLeaveHandler(leaveCompiledCode);
  std::signal(SIGFPE, leaveDivision);
  auto compiled = CompiledEntry::create(module, name, signature);
  if (!compiled)
    return failUnlessSeen(firstError, llvm::toString(compiled.takeError()));
  auto results = compiled->call(arguments);
  if (!results)
    return fail(results.takeError());
  return std::move(*results);
}

FailureOr<SmallVector<Datum>> norm::execute(func::FuncOp entry,
                                            ArrayRef<Datum> arguments,
                                            const RunOptions &options,
                                            const FirstError &firstError) {
  if (options.backend == Backend::cpu)
    return runCompiled(entry, arguments, options, firstError);
  return runReference(entry->getParentOfType<ModuleOp>(), entry.getName(),
                      arguments, options, firstError);
}
