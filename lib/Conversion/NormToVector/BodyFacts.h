// What the formula itself says about its values.
#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H

#include "norm/IR/Norm.h"

namespace mlir::norm::cpu {

/// Whether a value of a body is never above 0: z - M, M at least the maximum
/// of z over the row.
bool isNonPositive(Value value);

/// Whether the maximum, with NaN, is of values without a sign.
bool isMaximumOfMagnitudes(ReduceOp reduce);

/// Whether every result is NaN wherever a point of the row is: then a maximum
/// may drop a NaN, another reduction carries it.
bool carriesNaN(ReduceOp maximum);

/// Tells an emitted exponential what is known of it: `norm.nonpositive`, and
/// in `norm.bits` the precision of all that it goes into.
void hintExponential(Operation *bodyOp, Operation *emitted);

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H
