#ifndef NORM_LIB_CALL_CHECK_H
#define NORM_LIB_CALL_CHECK_H

#include "norm/Call/CompiledKernel.h"

namespace mlir::norm {

/// Fails unless an array has the type, the rank and the static extents that are
/// expected and lies in memory row-major. `role` and `number` name it.
llvm::Error checkArray(const NormArray &array, const ArrayType &expected,
                       StringRef role, unsigned number);

/// Fails unless the result has the extents that the arguments ask for.
llvm::Error checkExtents(const NormArray &result, ArrayRef<int64_t> expected,
                         unsigned number);

/// Finds which argument each result overwrites, or -1; fails at arrays that
/// overlap in any other way.
llvm::Error findOverwritten(ArrayRef<NormArray> arguments,
                            ArrayRef<NormArray> results,
                            MutableArrayRef<int64_t> overwritten);

} // namespace mlir::norm

#endif // NORM_LIB_CALL_CHECK_H
