#ifndef NORM_TOOLS_NORM_RUN_EXECUTE_H
#define NORM_TOOLS_NORM_RUN_EXECUTE_H

#include "Options.h"

#include "norm/Support/FirstError.h"
#include "norm/Support/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::norm {

/// Prints `norm-run: error: ` and the message, and fails.
LogicalResult fail(const llvm::Twine &message);
LogicalResult fail(llvm::Error error);

/// Fails, with `message` unless MLIR has said why.
LogicalResult failUnlessSeen(const FirstError &firstError,
                             const llvm::Twine &message);

/// Runs `entry` on the backend, after the pipeline, and returns its results.
FailureOr<SmallVector<Datum>> execute(func::FuncOp entry,
                                      ArrayRef<Datum> arguments,
                                      const RunOptions &options,
                                      const FirstError &firstError);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_EXECUTE_H
