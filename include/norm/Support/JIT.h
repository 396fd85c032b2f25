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
  /// A failed assertion or allocation ends in the handler below.
  llvm::Expected<SmallVector<Datum>> call(ArrayRef<Datum> arguments);

private:
  CompiledEntry(std::unique_ptr<ExecutionEngine> engine, StringRef name,
                FunctionType signature);

  std::unique_ptr<ExecutionEngine> engine;
  std::string name;
  FunctionType signature;
};

/// What runs, with the reason, when compiled code cannot go on: a `cf.assert`
/// failed (its message is in the reason) or there is no memory for a buffer. It
/// does not return.
void setLeaveHandler(void (*handler)(const Twine &reason));

} // namespace mlir::norm

#endif // NORM_SUPPORT_JIT_H
