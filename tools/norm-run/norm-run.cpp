// Runs one function of a module on .npy files and judges its results.

#include "Arguments.h"
#include "Benchmark.h"
#include "Execute.h"
#include "Results.h"

#include "norm/InitAll.h"
#include "norm/Support/Element.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::norm;

/// The named function, or else `main`, or else the only public one.
static FailureOr<func::FuncOp> findEntry(ModuleOp module,
                                         const RunOptions &options) {
  StringRef name = options.entry.empty() ? "main" : StringRef(options.entry);
  auto entry = module.lookupSymbol<func::FuncOp>(name);
  if (!entry && options.entry.empty()) {
    auto isPublic = [](func::FuncOp function) { return function.isPublic(); };
    auto functions =
        llvm::make_filter_range(module.getOps<func::FuncOp>(), isPublic);
    if (llvm::hasSingleElement(functions))
      entry = *functions.begin();
  }
  if (entry && !entry.isExternal())
    return entry;
  return fail(options.model + ": has no function '" + name + "' to run");
}

/// Fails unless every type is a scalar or a tensor whose elements we can hold.
static LogicalResult checkTypes(TypeRange types, StringRef role) {
  for (auto [number, type] : llvm::enumerate(types)) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (isCellType(tensor ? tensor.getElementType() : type))
      continue;
    std::string text;
    llvm::raw_string_ostream(text) << type;
    return fail(role + " " + Twine(number) + " has type " + text +
                ", expected a scalar or a ranked tensor of numbers");
  }
  return success();
}

static LogicalResult checkCount(const Twine &what, size_t found,
                                size_t expected) {
  if (found == expected)
    return success();
  return fail("expects " + Twine(expected) + " " + what + ", got " +
              Twine(found));
}

static FailureOr<SmallVector<Datum>> getArguments(TypeRange types,
                                                  const RunOptions &options) {
  if (options.randomSeed && !options.arguments.empty())
    return fail("expects only one of --arg and --random-args");
  if (!options.randomSeed &&
      failed(checkCount("arguments (--arg)", options.arguments.size(),
                        types.size())))
    return failure();
  auto arguments = options.randomSeed
                       ? drawArguments(types, *options.randomSeed)
                       : readArguments(options.arguments, types);
  if (!arguments)
    return fail(arguments.takeError());
  return std::move(*arguments);
}

/// A benchmark compiles for itself and shows times alone.
static LogicalResult checkBenchmarkOptions(const RunOptions &options) {
  if (options.threads == 0)
    return fail("--threads: expects at least 1, got 0");
  if (!options.rounds)
    return success();
  if (options.backend != Backend::cpu || options.pipeline)
    return fail("--benchmark runs what is compiled for this machine: expects "
                "no --pipeline and no other backend");
  if (!options.expected.empty() || !options.saved.empty())
    return fail("--benchmark shows no results: expects no --expect and no "
                "--save");
  return success();
}

/// Every result is compared, every result is saved, or else all are printed.
static LogicalResult checkResultOptions(const RunOptions &options,
                                        size_t numResults) {
  if (!options.expected.empty() &&
      failed(checkCount("results (--expect)", options.expected.size(),
                        numResults)))
    return failure();
  if (options.saved.empty())
    return success();
  return checkCount("results (--save)", options.saved.size(), numResults);
}

static LogicalResult judge(ArrayRef<Datum> results, TypeRange types,
                           const RunOptions &options) {
  Tolerance tolerance{options.rtol, options.atol};
  for (auto [number, path] : llvm::enumerate(options.expected))
    if (llvm::Error error = compareResult(number, results[number],
                                          types[number], path, tolerance))
      return fail(std::move(error));
  if (!options.saved.empty()) {
    bool inDouble = options.backend == Backend::reference;
    if (llvm::Error error =
            saveResults(results, types, options.saved, inDouble))
      return fail(std::move(error));
  }
  if (options.expected.empty() && options.saved.empty())
    for (auto [number, result] : llvm::enumerate(results))
      printResult(number, result, types[number]);
  return success();
}

static LogicalResult runModel(const RunOptions &options, MLIRContext *context) {
  if (failed(checkBenchmarkOptions(options)))
    return failure();
  std::string message;
  auto file = openInputFile(options.model, &message);
  if (!file)
    return fail(message);
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  FirstError firstError(sources, context, llvm::errs());
  auto module = parseSourceFile<ModuleOp>(sources, context);
  if (!module)
    return failUnlessSeen(firstError, options.model + ": does not parse");

  FailureOr<func::FuncOp> entry = findEntry(*module, options);
  if (failed(entry))
    return failure();
  FunctionType signature = entry->getFunctionType();
  TypeRange types = signature.getResults();
  if (failed(checkTypes(signature.getInputs(), "argument")) ||
      failed(checkTypes(types, "result")) ||
      failed(checkResultOptions(options, types.size())))
    return failure();
  auto arguments = getArguments(signature.getInputs(), options);
  if (failed(arguments))
    return failure();
  if (options.rounds) {
    llvm::Error error =
        runBenchmark(options, entry->getName(), signature, *arguments);
    return error ? fail(std::move(error)) : success();
  }
  auto results = execute(*entry, *arguments, options, firstError);
  if (failed(results))
    return failure();
  return judge(*results, types, options);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  DialectRegistry registry;
  registerEverything(registry);
  registerAllToLLVMIRTranslations(registry);

  RunOptions options = parseOptions(argc, argv);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  return succeeded(runModel(options, &context)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
