// The iteration space of any op of the dialect: what tiling, bounds and
// run-time checks ask, of `norm.generic` and of named ops alike.
#ifndef NORM_IR_ITERATIONSPACE_H
#define NORM_IR_ITERATIONSPACE_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// Iterators of an op and how its operands and results lie along them. A named
/// op iterates over its input's dimensions and reduces those of its statistic.
struct IterationSpace {
  explicit IterationSpace(Operation *op);

  SmallVector<utils::IteratorType> iterators;
  /// One map per operand.
  SmallVector<AffineMap> operandMaps;
  /// One map per result, or per output of a generic on memrefs.
  SmallVector<AffineMap> resultMaps;
};

/// The extent of a dimension of a tensor or memref.
OpFoldResult getMixedExtent(OpBuilder &builder, Location loc, Value shaped,
                            int64_t dim);

/// The extent of each iterator, read off `operands` through `maps`; a constant
/// where any of them is static, null where none gives it.
SmallVector<OpFoldResult> getIteratorExtents(OpBuilder &builder, Location loc,
                                             ValueRange operands,
                                             ArrayRef<AffineMap> maps);

/// What each result of `map` selects from `values`, `atConstant` at constants.
SmallVector<OpFoldResult> selectThrough(AffineMap map,
                                        ArrayRef<OpFoldResult> values,
                                        OpFoldResult atConstant);

/// The part of a tensor or memref that a tile of the iteration space touches;
/// scalars have no parts.
Value sliceThrough(OpBuilder &builder, Location loc, Value operand,
                   AffineMap map, ArrayRef<OpFoldResult> offsets,
                   ArrayRef<OpFoldResult> sizes);

} // namespace mlir::norm

#endif // NORM_IR_ITERATIONSPACE_H
