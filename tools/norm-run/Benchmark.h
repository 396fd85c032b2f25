#ifndef NORM_TOOLS_NORM_RUN_BENCHMARK_H
#define NORM_TOOLS_NORM_RUN_BENCHMARK_H

#include "Options.h"

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/Error.h"

namespace mlir::norm {

/// Compiles `entry` of the model, runs it on the arguments round by round, in
/// turn with copies of as many bytes, and prints how long both take.
llvm::Error runBenchmark(const RunOptions &options, StringRef entry,
                         FunctionType signature, ArrayRef<Datum> arguments);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_BENCHMARK_H
