// Object files in memory, linked to this process.
#include "norm/Support/JIT.h"

#include "JITCode.h"
#include "JITRuntime.h"

#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"

#include <dlfcn.h>

using namespace mlir;
using namespace mlir::norm;
using llvm::orc::JITTargetMachineBuilder;
using llvm::orc::LLJIT;
using llvm::orc::LLJITBuilder;

CompiledModule::CompiledModule(std::unique_ptr<LLJIT> jit)
    : jit(std::move(jit)) {}
CompiledModule::CompiledModule(CompiledModule &&) = default;
CompiledModule::~CompiledModule() = default;

static llvm::Expected<JITTargetMachineBuilder> getHostMachine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder = JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  // As the linker in memory wants it: constants lie near the code.
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  builder->setRelocationModel(llvm::Reloc::PIC_);
  builder->setCodeModel(llvm::CodeModel::Small);
  return builder;
}

/// Of libomp, on which kernels that run on several threads call.
extern "C" int omp_get_max_threads();

/// Finds what compiled code calls in the OpenMP runtime that this process was
/// linked to, which another shared library may hide from it.
static void findParallelRuntime(ArrayRef<std::string> names,
                                llvm::StringMap<void *> &addresses) {
  Dl_info runtime;
  if (!dladdr(reinterpret_cast<void *>(&omp_get_max_threads), &runtime))
    return;
  void *library = dlopen(runtime.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
  if (!library)
    return;
  for (const std::string &name : names)
    if (void *address = dlsym(library, name.c_str()))
      addresses[name] = address;
  dlclose(library);
}

/// Our own functions first, then those of the process.
static llvm::Error defineRuntime(LLJIT &jit, ArrayRef<std::string> names) {
  llvm::StringMap<void *> parallelRuntime;
  findParallelRuntime(names, parallelRuntime);
  llvm::orc::MangleAndInterner mangle(jit.getExecutionSession(),
                                      jit.getDataLayout());
  llvm::orc::JITDylib &library = jit.getMainJITDylib();
  if (llvm::Error error = library.define(llvm::orc::absoluteSymbols(
          getRuntimeSymbols(mangle, parallelRuntime))))
    return error;
  auto process = llvm::orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(
      jit.getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  library.addGenerator(std::move(*process));
  return llvm::Error::success();
}

llvm::Expected<CompiledModule> CompiledModule::create(ModuleOp module) {
  auto machine = getHostMachine();
  if (!machine)
    return machine.takeError();
  auto code = generateCode(module, *machine);
  if (!code)
    return code.takeError();
  auto jit = LLJITBuilder()
                 .setJITTargetMachineBuilder(*machine)
                 .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                 .setLinkProcessSymbolsByDefault(false)
                 .create();
  if (!jit)
    return jit.takeError();
  if (llvm::Error error = defineRuntime(**jit, code->undefined))
    return std::move(error);
  for (auto &object : code->objects)
    if (llvm::Error error = (*jit)->addObjectFile(std::move(object)))
      return std::move(error);
  return CompiledModule(std::move(*jit));
}

llvm::Expected<CompiledModule::Function>
CompiledModule::lookup(StringRef name) const {
  auto address = jit->lookup(getPackedName(name));
  if (!address)
    return address.takeError();
  return address->toPtr<Function>();
}
