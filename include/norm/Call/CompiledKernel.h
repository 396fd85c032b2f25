// How it is called: a function compiled into a kernel on arrays.
#ifndef NORM_CALL_COMPILEDKERNEL_H
#define NORM_CALL_COMPILEDKERNEL_H

#include "norm-c/Norm.h"
#include "norm/Support/JIT.h"

#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <mutex>

namespace mlir::norm {

/// What a kernel expects of one array.
struct ArrayType {
  NormType type;
  /// The element type as MLIR writes it.
  std::string name;
  /// A dynamic one is -1.
  SmallVector<int64_t, 4> extents;
};

/// What to compile, and for whom.
struct KernelSource {
  /// The text of a module, and the name that errors give it.
  std::string text, name;
  std::string entry = "main";
  unsigned threads = 1;
};

/// One compiled form of a function.
struct KernelCode {
  CompiledModule module;
  CompiledModule::Function run, inferExtents;
  /// What a status means, 1 first.
  std::vector<std::string> reasons;
};

/// A function on tensors and scalars, compiled for this machine; tensors and
/// scalars are arrays. Any number of threads may call it.
class CompiledKernel {
public:
  static llvm::Expected<std::unique_ptr<CompiledKernel>>
  compile(KernelSource source);

  ArrayRef<ArrayType> getArguments() const { return arguments; }
  ArrayRef<ArrayType> getResults() const { return results; }
  /// The number of extents that all results have together.
  size_t getNumExtents() const { return numExtents; }

  /// Checks the arguments and gives the extents of all results, in order.
  llvm::Error getExtents(ArrayRef<NormArray> arguments,
                         MutableArrayRef<int64_t> extents) const;

  /// Runs on arrays that are read and arrays that are written, `count` times;
  /// `seconds` is what all took. A result may be exactly one argument, which it
  /// then overwrites.
  llvm::Error call(ArrayRef<NormArray> arguments, ArrayRef<NormArray> results,
                   unsigned count = 1, double *seconds = nullptr);

private:
  CompiledKernel(KernelSource source, SmallVector<ArrayType> arguments,
                 SmallVector<ArrayType> results, KernelCode code);

  /// The form in which result i overwrites argument `inPlace[i]`, or none: -1.
  llvm::Expected<const KernelCode *> getCode(ArrayRef<int64_t> inPlace);

  KernelSource source;
  SmallVector<ArrayType> arguments, results;
  size_t numExtents = 0, numUnknownExtents = 0;
  KernelCode code;
  std::mutex mutex;
  std::map<std::vector<int64_t>, KernelCode> inPlaceCode;
};

} // namespace mlir::norm

#endif // NORM_CALL_COMPILEDKERNEL_H
