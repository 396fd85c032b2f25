// Odd functions with limits, for lanes of f32.
#ifndef NORM_CONVERSION_VECTORMATHODD_H
#define NORM_CONVERSION_VECTORMATHODD_H

#include "VectorMathLanes.h"

namespace mlir::norm {

/// The hyperbolic tangent of x. Of the result, this many leading bits count.
Value buildTanh(Lanes &lanes, Value x, unsigned bits = 24);

/// The error function of x. Of the result, this many leading bits count.
Value buildErf(Lanes &lanes, Value x, unsigned bits = 24);

} // namespace mlir::norm

#endif // NORM_CONVERSION_VECTORMATHODD_H
