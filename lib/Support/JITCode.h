#ifndef NORM_LIB_SUPPORT_JITCODE_H
#define NORM_LIB_SUPPORT_JITCODE_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Support/MemoryBuffer.h"

namespace mlir::norm {

/// Object files, and what they call and do not define.
struct ObjectCode {
  SmallVector<std::unique_ptr<llvm::MemoryBuffer>> objects;
  std::vector<std::string> undefined;
};

/// The name of the function that takes the addresses of the arguments of
/// `name`, which was lowered with `llvm.emit_c_interface`, and of its result.
std::string getPackedName(StringRef name);

/// Machine code of a module of the LLVM dialect. Nothing is visible outside but
/// the functions with a C interface, packed.
llvm::Expected<ObjectCode>
generateCode(ModuleOp module,
             const llvm::orc::JITTargetMachineBuilder &machine);

} // namespace mlir::norm

#endif // NORM_LIB_SUPPORT_JITCODE_H
