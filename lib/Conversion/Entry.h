#ifndef NORM_LIB_CONVERSION_ENTRY_H
#define NORM_LIB_CONVERSION_ENTRY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::norm {

/// The function of this name; fails, with an error at the module, if there is
/// none or it has no body.
FailureOr<func::FuncOp> findEntry(ModuleOp module, StringRef name);

} // namespace mlir::norm

#endif // NORM_LIB_CONVERSION_ENTRY_H
