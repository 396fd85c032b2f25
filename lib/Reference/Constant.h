#ifndef NORM_LIB_REFERENCE_CONSTANT_H
#define NORM_LIB_REFERENCE_CONSTANT_H

#include "norm/Reference/Evaluator.h"

#include <optional>

namespace mlir::norm {

/// The value of a scalar, dense, splat or resource attribute; none if it has no
/// elements that a cell can hold.
std::optional<Datum> readConstant(Attribute attribute);

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_CONSTANT_H
