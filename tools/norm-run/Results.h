#ifndef NORM_TOOLS_NORM_RUN_RESULTS_H
#define NORM_TOOLS_NORM_RUN_RESULTS_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/Error.h"

namespace mlir::norm {

/// A result as a tensor: a scalar has rank 0.
Tensor asTensor(const Datum &datum, Type type);

/// How far a result may be from what is expected, and NaN equals NaN.
struct Tolerance {
  double relative, absolute;
};

/// Compares result `number` with a file, after widening both, and says on
/// standard output how close it is; an error says where it is not.
llvm::Error compareResult(unsigned number, const Datum &result, Type type,
                          StringRef path, Tolerance tolerance);

/// Prints a result as `result 0: tensor<2xf32> = [1, 2]`; only the ends of long
/// dimensions.
void printResult(unsigned number, const Datum &result, Type type);

/// Writes all results to their files, or none of them. With `inDouble`, floats
/// are written in f64.
llvm::Error saveResults(ArrayRef<Datum> results, TypeRange types,
                        ArrayRef<std::string> paths, bool inDouble);

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_RESULTS_H
