#ifndef NORM_LIB_REFERENCE_ACCESS_H
#define NORM_LIB_REFERENCE_ACCESS_H

#include "Compiler.h"

#include "mlir/IR/AffineMap.h"

namespace mlir::norm {

/// Where an indexing map leads within a row-major tensor, as the point moves.
class Access {
public:
  /// The access of operand `number` of `op`, or an error if some point of the
  /// loops `extents` leads out of `shape`. Maps that divide are not known.
  static FailureOr<Access> create(Operation *op, unsigned number, AffineMap map,
                                  ArrayRef<int64_t> shape,
                                  ArrayRef<int64_t> extents);

  /// The position for a point of the loops.
  int64_t at(ArrayRef<int64_t> point) const {
    int64_t position = start;
    for (auto [index, stride] : llvm::zip_equal(point, strides))
      position += index * stride;
    return position;
  }

  /// How far one step of each loop moves.
  ArrayRef<int64_t> getStrides() const { return strides; }

private:
  SmallVector<int64_t> strides;
  int64_t start = 0;
};

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_ACCESS_H
