#include "norm-c/Norm.h"

#include "norm/Call/CompiledKernel.h"

#include <cstring>

using namespace mlir;
using namespace mlir::norm;

static CompiledKernel *unwrap(NormKernel *kernel) {
  return reinterpret_cast<CompiledKernel *>(kernel);
}
static const CompiledKernel *unwrap(const NormKernel *kernel) {
  return reinterpret_cast<const CompiledKernel *>(kernel);
}

/// Hands an error over; true if there was one.
static bool report(llvm::Error error, char **text) {
  if (!error)
    return false;
  *text = strdup(llvm::toString(std::move(error)).c_str());
  return true;
}

NormKernel *normKernelCompile(const char *text, const char *name,
                              const char *entry, unsigned threads,
                              char **error) {
  auto kernel = CompiledKernel::compile({text, name, entry, threads});
  if (report(kernel.takeError(), error))
    return nullptr;
  return reinterpret_cast<NormKernel *>(kernel->release());
}

void normKernelDestroy(NormKernel *kernel) { delete unwrap(kernel); }

unsigned normKernelGetNumArguments(const NormKernel *kernel) {
  return unwrap(kernel)->getArguments().size();
}

unsigned normKernelGetNumResults(const NormKernel *kernel) {
  return unwrap(kernel)->getResults().size();
}

static NormArrayType wrap(const ArrayType &array) {
  return {array.type, static_cast<int32_t>(array.extents.size()),
          array.extents.data()};
}

NormArrayType normKernelGetArgument(const NormKernel *kernel, unsigned number) {
  return wrap(unwrap(kernel)->getArguments()[number]);
}

NormArrayType normKernelGetResult(const NormKernel *kernel, unsigned number) {
  return wrap(unwrap(kernel)->getResults()[number]);
}

int normKernelGetExtents(NormKernel *kernel, const NormArray *arguments,
                         int64_t *extents, char **error) {
  CompiledKernel &k = *unwrap(kernel);
  return report(k.getExtents(ArrayRef(arguments, k.getArguments().size()),
                             MutableArrayRef(extents, k.getNumExtents())),
                error);
}

int normKernelCall(NormKernel *kernel, const NormArray *arguments,
                   const NormArray *results, char **error) {
  double seconds;
  return normKernelTime(kernel, arguments, results, 1, &seconds, error);
}

int normKernelTime(NormKernel *kernel, const NormArray *arguments,
                   const NormArray *results, unsigned count, double *seconds,
                   char **error) {
  CompiledKernel &k = *unwrap(kernel);
  return report(k.call(ArrayRef(arguments, k.getArguments().size()),
                       ArrayRef(results, k.getResults().size()), count,
                       seconds),
                error);
}

void normStringDestroy(char *string) { free(string); }
