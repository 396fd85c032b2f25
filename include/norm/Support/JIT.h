#ifndef NORM_SUPPORT_JIT_H
#define NORM_SUPPORT_JIT_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace mlir {
class ExecutionEngine;
} // namespace mlir

namespace mlir::norm {

/// A function compiled for the host, called with tensors by value.
///
/// The module is in the LLVM dialect. Before it was lowered, the function was a
/// `func.func` of type `signature` with `llvm.emit_c_interface`, and its
/// tensors became memrefs.
class CompiledEntry {
public:
  static llvm::Expected<CompiledEntry> create(ModuleOp module, StringRef name,
                                              FunctionType signature);
  CompiledEntry(CompiledEntry &&);
  ~CompiledEntry();

  /// Calls the function once. All memory that the call leaves behind is freed.
  /// A call of `abort` ends in the handler below.
  llvm::Expected<SmallVector<Datum>> call(ArrayRef<Datum> arguments);

private:
  CompiledEntry(std::unique_ptr<ExecutionEngine> engine, StringRef name,
                FunctionType signature);

  std::unique_ptr<ExecutionEngine> engine;
  std::string name;
  FunctionType signature;
};

/// What compiled code runs in place of `abort`, with the line that it printed
/// last (a failed `cf.assert` prints its message). It does not return.
void setAbortHandler(void (*handler)(StringRef message));

} // namespace mlir::norm

#endif // NORM_SUPPORT_JIT_H
