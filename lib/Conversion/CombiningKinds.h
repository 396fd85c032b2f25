// What a named reduction starts from.
#ifndef NORM_LIB_CONVERSION_COMBININGKINDS_H
#define NORM_LIB_CONVERSION_COMBININGKINDS_H

#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::norm {

/// The value of `type` that `kind` combines with any other to that other.
TypedAttr getIdentity(vector::CombiningKind kind, Type type);

} // namespace mlir::norm

#endif // NORM_LIB_CONVERSION_COMBININGKINDS_H
