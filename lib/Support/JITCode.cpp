// From the LLVM dialect to object files.
#include "JITCode.h"

#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/Internalize.h"
#include "llvm/Transforms/Utils/SplitModule.h"

using namespace mlir;
using namespace mlir::norm;
using llvm::orc::JITTargetMachineBuilder;

static constexpr StringLiteral interfacePrefix = "_mlir_ciface_";
static constexpr StringLiteral packedPrefix = "norm_packed_";

std::string norm::getPackedName(StringRef name) {
  return (packedPrefix + name).str();
}

//===- Interface ----------------------------------------------------------===//

/// f(a, b) -> r becomes packed([&a, &b, &r]).
static void addPacked(llvm::Function &function) {
  llvm::LLVMContext &context = function.getContext();
  llvm::IRBuilder<> builder(context);
  llvm::Type *address = builder.getPtrTy();
  auto *type =
      llvm::FunctionType::get(builder.getVoidTy(), address, /*isVarArg=*/false);
  StringRef name = function.getName().drop_front(interfacePrefix.size());
  auto *packed =
      llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage,
                             getPackedName(name), function.getParent());
  builder.SetInsertPoint(llvm::BasicBlock::Create(context, "", packed));
  auto loadAddress = [&](unsigned number) {
    return builder.CreateLoad(address, builder.CreateConstGEP1_64(
                                           address, packed->getArg(0), number));
  };
  SmallVector<llvm::Value *> arguments;
  for (llvm::Argument &argument : function.args())
    arguments.push_back(builder.CreateLoad(argument.getType(),
                                           loadAddress(argument.getArgNo())));
  llvm::Value *result = builder.CreateCall(&function, arguments);
  if (!result->getType()->isVoidTy())
    builder.CreateStore(result, loadAddress(arguments.size()));
  builder.CreateRetVoid();
}

/// So many instructions take longer than a call, and so many functions would
/// make one whose compile time is no longer linear.
static constexpr unsigned mostInstructions = 64, mostFunctions = 4;

/// What several callers share is compiled once, and many kernels stay apart.
static void keepApart(llvm::Module &module) {
  SmallVector<llvm::Function *> kernels;
  for (llvm::Function &function : module)
    if (function.hasLocalLinkage() &&
        !function.hasFnAttribute(llvm::Attribute::AlwaysInline) &&
        function.getInstructionCount() > mostInstructions)
      kernels.push_back(&function);
  for (llvm::Function *kernel : kernels)
    if (kernels.size() > mostFunctions || kernel->hasNUsesOrMore(2))
      kernel->addFnAttr(llvm::Attribute::NoInline);
}

/// Leaves nothing to call but the packed functions. What these wrap is as good
/// as part of them: descriptors are only read where they are used.
static void seal(llvm::Module &module) {
  SmallVector<llvm::Function *> interface;
  for (llvm::Function &function : module)
    if (!function.isDeclaration() &&
        function.getName().starts_with(interfacePrefix))
      interface.push_back(&function);
  for (llvm::Function *function : interface) {
    addPacked(*function);
    StringRef name = function->getName().drop_front(interfacePrefix.size());
    function->addFnAttr(llvm::Attribute::AlwaysInline);
    if (llvm::Function *wrapped = module.getFunction(name))
      wrapped->addFnAttr(llvm::Attribute::AlwaysInline);
  }
  llvm::internalizeModule(module, [](const llvm::GlobalValue &value) {
    return value.getName().starts_with(packedPrefix);
  });
  keepApart(module);
}

//===- Code ---------------------------------------------------------------===//

// LLVM's level 2 takes three times as long for kernels that are no better: our
// generators unroll and vectorize themselves. Loops over scalars that no
// kernel holds are vectorized at the end.
static constexpr StringLiteral modulePasses =
    "always-inline,globaldce,"
    "function<eager-inv>(sroa,early-cse<memssa>,"
    "instcombine<no-verify-fixpoint>,simplifycfg),"
    "cgscc(inline),deadargelim";
static constexpr StringLiteral functionPasses =
    "function<eager-inv>(sroa,early-cse<memssa>,loop-mssa(loop-rotate,licm),"
    "instcombine<no-verify-fixpoint>,loop(loop-idiom,indvars,loop-deletion),"
    "gvn,instcombine<no-verify-fixpoint>,loop-mssa(licm),dse,simplifycfg,"
    "loop-vectorize,instcombine<no-verify-fixpoint>,simplifycfg)";

/// To simplify the variables of a loop, LLVM looks at the branches of all loops
/// in front of it. That pays in kernels, and in functions of so many blocks.
static constexpr size_t mostBlocks = 512;

static bool shouldRun(StringRef pass, llvm::Any ir) {
  auto *loop = llvm::any_cast<const llvm::Loop *>(&ir);
  return !loop || pass != "IndVarSimplifyPass" ||
         (*loop)->getHeader()->getParent()->size() <= mostBlocks;
}

static llvm::Error optimize(llvm::Module &module, llvm::TargetMachine &machine,
                            StringRef pipeline) {
  llvm::PassInstrumentationCallbacks callbacks;
  callbacks.registerShouldRunOptionalPassCallback(shouldRun);
  llvm::PassBuilder builder(&machine, {}, std::nullopt, &callbacks);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  llvm::ModulePassManager passes;
  if (llvm::Error error = builder.parsePassPipeline(passes, pipeline))
    return error;
  passes.run(module, modules);
  return llvm::Error::success();
}

static llvm::Error emitObject(llvm::Module &module,
                              llvm::TargetMachine &machine,
                              SmallVectorImpl<char> &object) {
  llvm::raw_svector_ostream stream(object);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr,
                                  llvm::CodeGenFileType::ObjectFile,
                                  /*DisableVerify=*/true))
    return llvm::createStringError("the target emits no object files");
  passes.run(module);
  return llvm::Error::success();
}

//===- Parts --------------------------------------------------------------===//

namespace {
/// One part of a module on its way.
struct Part {
  SmallVector<char, 0> bitcode, object;
  std::vector<std::string> undefined;

  llvm::Error compile(llvm::Module &module, llvm::TargetMachine &machine);
  llvm::Error compileBitcode(JITTargetMachineBuilder builder);
};
} // namespace

llvm::Error Part::compile(llvm::Module &module, llvm::TargetMachine &machine) {
  if (llvm::Error error = optimize(module, machine, functionPasses))
    return error;
  for (const llvm::Function &function : module)
    if (function.isDeclaration() && !function.isIntrinsic())
      undefined.push_back(function.getName().str());
  return emitObject(module, machine, object);
}

llvm::Error Part::compileBitcode(JITTargetMachineBuilder builder) {
  llvm::LLVMContext context;
  llvm::MemoryBufferRef buffer(StringRef(bitcode.data(), bitcode.size()), "");
  auto module = llvm::parseBitcodeFile(buffer, context);
  if (!module)
    return module.takeError();
  auto machine = builder.createTargetMachine();
  if (!machine)
    return machine.takeError();
  return compile(**module, **machine);
}

/// So many functions are worth a thread.
static constexpr unsigned functionsPerPart = 16;

static unsigned countParts(const llvm::Module &module, unsigned most) {
  unsigned numFunctions = llvm::count_if(
      module, [](const llvm::Function &f) { return !f.isDeclaration(); });
  return std::clamp(numFunctions / functionsPerPart, 1u, most);
}

/// Each part has a context, and a thread, of its own.
static llvm::Error compileParts(llvm::Module &module,
                                const JITTargetMachineBuilder &builder,
                                SmallVectorImpl<Part> &parts) {
  Part *next = parts.begin();
  llvm::SplitModule(module, parts.size(),
                    [&](std::unique_ptr<llvm::Module> part) {
                      llvm::raw_svector_ostream stream((next++)->bitcode);
                      llvm::WriteBitcodeToFile(*part, stream);
                    });
  llvm::Error errors = llvm::Error::success();
  std::mutex mutex;
  llvm::DefaultThreadPool pool;
  for (Part &part : parts)
    pool.async([&] {
      llvm::Error error = part.compileBitcode(builder);
      std::lock_guard<std::mutex> lock(mutex);
      errors = llvm::joinErrors(std::move(errors), std::move(error));
    });
  pool.wait();
  return errors;
}

static llvm::Error compile(llvm::Module &module,
                           JITTargetMachineBuilder builder,
                           SmallVectorImpl<Part> &parts) {
  auto machine = builder.createTargetMachine();
  if (!machine)
    return machine.takeError();
  module.setDataLayout((*machine)->createDataLayout());
  module.setTargetTriple((*machine)->getTargetTriple());
  seal(module);
  if (llvm::Error error = optimize(module, **machine, modulePasses))
    return error;
  parts.resize(
      countParts(module, llvm::hardware_concurrency().compute_thread_count()));
  if (parts.size() == 1)
    return parts.front().compile(module, **machine);
  return compileParts(module, builder, parts);
}

llvm::Expected<ObjectCode>
norm::generateCode(ModuleOp module, const JITTargetMachineBuilder &machine) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(module, context);
  if (!translated)
    return llvm::createStringError("could not convert to LLVM IR");
  SmallVector<Part, 0> parts;
  if (llvm::Error error = compile(*translated, machine, parts))
    return std::move(error);
  ObjectCode code;
  for (Part &part : parts) {
    llvm::append_range(code.undefined, part.undefined);
    code.objects.push_back(std::make_unique<llvm::SmallVectorMemoryBuffer>(
        std::move(part.object), /*RequiresNullTerminator=*/false));
  }
  return code;
}
