#ifndef NORM_LIB_REFERENCE_SHAPES_H
#define NORM_LIB_REFERENCE_SHAPES_H

#include "Compiler.h"

namespace mlir::norm {

/// Fails with an error unless `shape` has the static extents of the result of
/// `op`, no negative extent, and a size that can be held.
LogicalResult checkShape(Operation *op, ArrayRef<int64_t> shape);

/// Fails with an error unless `shape` has as many elements as `source`.
LogicalResult checkSameSize(Operation *op, ArrayRef<int64_t> source,
                            ArrayRef<int64_t> shape);

/// The row-major position of a point, or an error if it lies outside.
FailureOr<int64_t> locate(Operation *op, ArrayRef<int64_t> point,
                          ArrayRef<int64_t> shape);

/// Reads extents or offsets.
SmallVector<int64_t> readAll(ArrayRef<IndexOperand> operands,
                             const Frame &frame);

/// Makes one cell for each point of `shape`, in row-major order, by running
/// `program` on the indices of the point.
FailureOr<Tensor> tabulate(ArrayRef<int64_t> shape, const Program &program,
                           Frame &frame);

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_SHAPES_H
