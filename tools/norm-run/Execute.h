#ifndef NORM_TOOLS_NORM_RUN_EXECUTE_H
#define NORM_TOOLS_NORM_RUN_EXECUTE_H

#include "Options.h"

#include "norm/Support/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"

namespace mlir::norm {

/// Prints `norm-run: error: ` and the message, and fails.
LogicalResult fail(const llvm::Twine &message);
LogicalResult fail(llvm::Error error);

/// Prints the first error that arises in MLIR; what follows is its consequence.
class FirstError {
public:
  FirstError(llvm::SourceMgr &sources, MLIRContext *context);

  /// Fails, with `message` if nothing was printed.
  LogicalResult failUnlessSeen(const llvm::Twine &message);

private:
  SourceMgrDiagnosticHandler printer;
  ScopedDiagnosticHandler filter;
  bool wasSeen = false;
};

/// Runs `entry` on the backend, after the pipeline, and returns its results.
FailureOr<SmallVector<Datum>> execute(func::FuncOp entry,
                                      ArrayRef<Datum> arguments,
                                      const RunOptions &options,
                                      FirstError &firstError);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_EXECUTE_H
