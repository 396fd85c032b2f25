// Odd functions with limits, for lanes of f32.
#ifndef NORM_CONVERSION_VECTORMATHODD_H
#define NORM_CONVERSION_VECTORMATHODD_H

#include "VectorMathLanes.h"

namespace mlir::norm {

/// The hyperbolic tangent of x.
Value buildTanh(Lanes &lanes, Value x);

/// The error function of x.
Value buildErf(Lanes &lanes, Value x);

} // namespace mlir::norm

#endif // NORM_CONVERSION_VECTORMATHODD_H
