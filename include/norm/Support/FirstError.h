#ifndef NORM_SUPPORT_FIRSTERROR_H
#define NORM_SUPPORT_FIRSTERROR_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/SourceMgr.h"

namespace mlir::norm {

/// Prints the first error that arises in MLIR; what follows is its consequence.
class FirstError {
public:
  FirstError(llvm::SourceMgr &sources, MLIRContext *context,
             llvm::raw_ostream &stream)
      : printer(sources, context, stream),
        filter(context, [this](Diagnostic &diagnostic) {
          // To succeed is to keep the diagnostic from the printer.
          bool isError = diagnostic.getSeverity() == DiagnosticSeverity::Error;
          return success(isError && std::exchange(seen, true));
        }) {}

  /// True if an error was printed.
  bool wasSeen() const { return seen; }

private:
  SourceMgrDiagnosticHandler printer;
  ScopedDiagnosticHandler filter;
  bool seen = false;
};

} // namespace mlir::norm

#endif // NORM_SUPPORT_FIRSTERROR_H
