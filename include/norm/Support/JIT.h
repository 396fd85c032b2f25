#ifndef NORM_SUPPORT_JIT_H
#define NORM_SUPPORT_JIT_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace mlir::norm {

/// A module of the LLVM dialect, compiled for the host. Its functions run on
/// any thread, on several at a time.
class CompiledModule {
public:
  /// Takes one array: the addresses of the arguments, then that of the result.
  using Function = void (*)(void **);

  static llvm::Expected<CompiledModule> create(ModuleOp module);
  CompiledModule(CompiledModule &&);
  ~CompiledModule();

  /// The function that was `name` before it was lowered with
  /// `llvm.emit_c_interface`.
  llvm::Expected<Function> lookup(StringRef name) const;

private:
  explicit CompiledModule(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::unique_ptr<llvm::orc::LLJIT> jit;
};

/// A function compiled for the host, called with tensors by value.
///
/// Before it was lowered, it was a `func.func` of type `signature` with
/// `llvm.emit_c_interface`, and its tensors became memrefs.
class CompiledEntry {
public:
  static llvm::Expected<CompiledEntry> create(ModuleOp module, StringRef name,
                                              FunctionType signature);

  /// Calls the function once. All memory that the call leaves behind is freed.
  /// A failed assertion or allocation ends in the handler below.
  llvm::Expected<SmallVector<Datum>> call(ArrayRef<Datum> arguments);

private:
  CompiledEntry(CompiledModule module, CompiledModule::Function function,
                FunctionType signature)
      : module(std::move(module)), function(function), signature(signature) {}

  CompiledModule module;
  CompiledModule::Function function;
  FunctionType signature;
};

/// Keeps track, while it lives, of the memory that compiled code allocates on
/// this thread; what is left at its end is freed.
class RuntimeMemory {
public:
  RuntimeMemory();
  ~RuntimeMemory();

  void add(void *memory) { live.insert(memory); }
  void remove(void *memory) { live.erase(memory); }

private:
  RuntimeMemory *outer;
  llvm::SmallDenseSet<void *, 8> live;
};

/// What runs, with the reason, when compiled code cannot go on: a `cf.assert`
/// failed (its message is in the reason) or there is no memory for a buffer. It
/// does not return.
void setLeaveHandler(void (*handler)(const Twine &reason));

} // namespace mlir::norm

#endif // NORM_SUPPORT_JIT_H
