#include "Compile.h"

#include "norm/InitAll.h"
#include "norm/Pipelines/Pipelines.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"

using namespace mlir;
using namespace mlir::norm;

static const DialectRegistry &getRegistry() {
  static const DialectRegistry &registry = [&]() -> DialectRegistry & {
    auto *all = new DialectRegistry();
    registerAllDialects(*all);
    registerAllExtensions(*all);
    registerAllToLLVMIRTranslations(*all);
    registerNormDialects(*all);
    return *all;
  }();
  return registry;
}

KernelCompiler::KernelCompiler(const KernelSource &source)
    : source(source), context(getRegistry(), MLIRContext::Threading::DISABLED),
      stream(complaints), firstError(sources, &context, stream) {
  context.printOpOnDiagnostic(false);
  sources.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBuffer(source.text, source.name), SMLoc());
}

/// With the first complaint of MLIR, or else with `message`.
llvm::Error KernelCompiler::fail(const Twine &message) {
  if (firstError.wasSeen())
    return llvm::createStringError(StringRef(complaints).trim());
  return llvm::createStringError(source.name + ": " + message);
}

static std::optional<NormType> getNormType(Type type) {
  auto make = [](unsigned code, unsigned bits) {
    return NormType{static_cast<uint8_t>(code), static_cast<uint8_t>(bits)};
  };
  if (type.isIndex())
    return make(NORM_INT, 64);
  if (type.isInteger(1))
    return make(NORM_BOOL, 8);
  if (type.isBF16())
    return make(NORM_BFLOAT, 16);
  if (type.isF16() || type.isF32() || type.isF64())
    return make(NORM_FLOAT, type.getIntOrFloatBitWidth());
  if (type.isInteger(8) || type.isInteger(16) || type.isInteger(32) ||
      type.isInteger(64))
    return make(type.isUnsignedInteger() ? NORM_UINT : NORM_INT,
                type.getIntOrFloatBitWidth());
  return std::nullopt;
}

static std::string format(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

/// The arrays of these types; the first type without one fails.
static FailureOr<SmallVector<ArrayType>> getArrayTypes(TypeRange types,
                                                       Type &culprit) {
  SmallVector<ArrayType> arrays;
  for (Type type : types) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    Type element = tensor ? tensor.getElementType() : type;
    std::optional<NormType> known = getNormType(element);
    culprit = type;
    if (!known)
      return failure();
    ArrayType array{*known, format(element), {}};
    if (tensor)
      for (int64_t extent : tensor.getShape())
        array.extents.push_back(ShapedType::isDynamic(extent) ? -1 : extent);
    arrays.push_back(std::move(array));
  }
  return arrays;
}

llvm::Error KernelCompiler::parse(SmallVectorImpl<ArrayType> &arguments,
                                  SmallVectorImpl<ArrayType> &results) {
  module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return fail("does not parse");
  auto entry = module->lookupSymbol<func::FuncOp>(source.entry);
  if (!entry || entry.isExternal())
    return fail("has no function '" + source.entry + "' to compile");
  for (auto function : module->getOps<func::FuncOp>())
    if (function != entry)
      function.setPrivate();

  Type culprit;
  auto inputs = getArrayTypes(entry.getArgumentTypes(), culprit);
  if (failed(inputs))
    return fail("expects arguments that are arrays or scalars, got " +
                format(culprit));
  auto outputs = getArrayTypes(entry.getResultTypes(), culprit);
  if (failed(outputs))
    return fail("expects results that are arrays or scalars, got " +
                format(culprit));
  arguments = std::move(*inputs);
  results = std::move(*outputs);
  return llvm::Error::success();
}

/// `FILE:LINE:COLUMN: what is expected`, if upstream's check of an op found it.
static std::string shorten(StringRef reason) {
  StringRef rest = reason;
  if (!rest.consume_front("assertion failed: ERROR: Runtime op verification "
                          "failed\n^ "))
    return reason.str();
  auto [expectation, location] = rest.split("\nLocation: loc(\"");
  auto [file, position] = location.split("\":");
  if (position.empty())
    return expectation.str();
  return (file + ":" + position.drop_back() + ": " + expectation).str();
}

static std::vector<std::string> getReasons(ModuleOp module) {
  std::vector<std::string> reasons;
  for (StringRef reason : module->getAttrOfType<ArrayAttr>("norm.reasons")
                              .getAsValueRange<StringAttr>())
    reasons.push_back(shorten(reason));
  return reasons;
}

/// So many ops take longer than it takes to start threads.
static bool isLarge(ModuleOp module) {
  constexpr unsigned many = 256;
  unsigned numOps = 0;
  module->walk([&](Operation *) { ++numOps; });
  return numOps > many;
}

llvm::Expected<KernelCode> KernelCompiler::compile(ArrayRef<int64_t> inPlace) {
  NormToKernelOptions options;
  options.entry = source.entry;
  options.threads = source.threads;
  for (int64_t input : inPlace)
    options.inPlace.addValue(input);
  context.enableMultithreading(isLarge(*module));
  PassManager passes(&context);
  buildNormToKernelPipeline(passes, options);
  if (failed(passes.run(*module)))
    return fail("cannot be lowered");

  std::vector<std::string> reasons = getReasons(*module);
  llvm::Expected<CompiledModule> compiled = CompiledModule::create(*module);
  if (!compiled)
    return fail(llvm::toString(compiled.takeError()));
  auto run = compiled->lookup(source.entry);
  if (!run)
    return run.takeError();
  auto inferExtents = compiled->lookup(source.entry + "_extents");
  if (!inferExtents)
    return inferExtents.takeError();
  return KernelCode{std::move(*compiled), *run, *inferExtents,
                    std::move(reasons)};
}
