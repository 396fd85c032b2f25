#include "norm/Support/JIT.h"

#include "JITRuntime.h"

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

#include <dlfcn.h>

using namespace mlir;
using namespace mlir::norm;

CompiledModule::CompiledModule(std::unique_ptr<ExecutionEngine> engine)
    : engine(std::move(engine)) {}
CompiledModule::CompiledModule(CompiledModule &&) = default;
CompiledModule::~CompiledModule() = default;

static llvm::Expected<std::unique_ptr<llvm::TargetMachine>> getHostMachine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  return builder->createTargetMachine();
}

/// Of libomp, on which kernels that run on several threads call.
extern "C" int omp_get_max_threads();

/// Level 2 without loop unrolling: in a whole model, one long function of loop
/// nests, unrolling is nine tenths of the compile time, and our generators
/// unroll themselves where it matters.
static void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopUnrolling = false;
  llvm::PassBuilder builder(&machine, tuning);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2)
      .run(module, modules);
}

/// Finds what the module calls in the OpenMP runtime that this process was
/// linked to, which another shared library may hide from it.
static void findParallelRuntime(const llvm::Module &module,
                                llvm::StringMap<void *> &addresses) {
  Dl_info runtime;
  if (!dladdr(reinterpret_cast<void *>(&omp_get_max_threads), &runtime))
    return;
  void *library = dlopen(runtime.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
  if (!library)
    return;
  for (const llvm::Function &function : module)
    if (function.isDeclaration() && !function.isIntrinsic())
      if (void *address = dlsym(library, function.getName().str().c_str()))
        addresses[function.getName()] = address;
  dlclose(library);
}

llvm::Expected<CompiledModule> CompiledModule::create(ModuleOp module) {
  auto machine = getHostMachine();
  if (!machine)
    return machine.takeError();
  llvm::StringMap<void *> parallelRuntime;
  auto transform = [&, target = machine->get()](llvm::Module *llvmModule) {
    optimize(*llvmModule, *target);
    findParallelRuntime(*llvmModule, parallelRuntime);
    return llvm::Error::success();
  };
  ExecutionEngineOptions options;
  options.transformer = transform;
  options.enableGDBNotificationListener = false;
  options.enablePerfNotificationListener = false;
  auto engine = ExecutionEngine::create(module, options, std::move(*machine));
  if (!engine)
    return engine.takeError();
  (*engine)->registerSymbols([&](llvm::orc::MangleAndInterner mangle) {
    return getRuntimeSymbols(mangle, parallelRuntime);
  });
  return CompiledModule(std::move(*engine));
}

llvm::Expected<CompiledModule::Function>
CompiledModule::lookup(StringRef name) const {
  return engine->lookupPacked(("_mlir_ciface_" + name).str());
}
