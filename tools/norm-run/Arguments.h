#ifndef NORM_TOOLS_NORM_RUN_ARGUMENTS_H
#define NORM_TOOLS_NORM_RUN_ARGUMENTS_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/Error.h"

namespace mlir::norm {

/// Reads one array for each type. An array may have another element type if the
/// type can represent every value of it exactly.
llvm::Expected<SmallVector<Datum>> readArguments(ArrayRef<std::string> paths,
                                                 TypeRange types);

/// Draws one value for each type; fails at a tensor too large to hold.
llvm::Expected<SmallVector<Datum>> drawArguments(TypeRange types,
                                                 uint64_t seed);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_ARGUMENTS_H
