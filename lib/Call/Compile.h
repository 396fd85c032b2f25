#ifndef NORM_LIB_CALL_COMPILE_H
#define NORM_LIB_CALL_COMPILE_H

#include "norm/Call/CompiledKernel.h"
#include "norm/Support/FirstError.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/SourceMgr.h"

namespace mlir::norm {

/// From text to code, once.
class KernelCompiler {
public:
  explicit KernelCompiler(const KernelSource &source);

  /// Reads the module and gives the types of its entry.
  llvm::Error parse(SmallVectorImpl<ArrayType> &arguments,
                    SmallVectorImpl<ArrayType> &results);

  /// Lowers what was parsed and compiles it, so that result i overwrites
  /// argument `inPlace[i]`, if there is one and it is not -1.
  llvm::Expected<KernelCode> compile(ArrayRef<int64_t> inPlace);

private:
  llvm::Error fail(const Twine &message);

  const KernelSource &source;
  MLIRContext context;
  llvm::SourceMgr sources;
  std::string complaints;
  llvm::raw_string_ostream stream;
  FirstError firstError;
  OwningOpRef<ModuleOp> module;
};

} // namespace mlir::norm

#endif // NORM_LIB_CALL_COMPILE_H
