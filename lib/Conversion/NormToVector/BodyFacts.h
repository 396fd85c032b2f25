// What the formula itself says about its values.
#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H

#include "norm/IR/Norm.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace mlir::norm::cpu {

/// Whether a value of a body is never above 0: z - M, M at least the maximum
/// of z over the row.
bool isNonPositive(Value value);

/// Whether the maximum, with NaN, is of values without a sign.
bool isMaximumOfMagnitudes(ReduceOp reduce);

/// Whether every result is NaN wherever a point of the row is: then a maximum
/// may drop a NaN, another reduction carries it.
bool carriesNaN(ReduceOp maximum);

/// Whether the definition lets a / b be a times 1 / b, whatever b is.
bool allowsReciprocal(arith::DivFOp div);

/// Whether a / b may be a times 1 / b: the definition allows it, or no result
/// shows a further rounding.
bool mayTakeReciprocal(arith::DivFOp div);

/// Whether an op is a function that vectors compute as a polynomial of many
/// terms.
bool isPolynomial(Operation *op);

/// Tells an emitted function what is known of it: in `norm.bits` the precision
/// of all that it goes into, `norm.nonpositive` for an exponential.
void hintPrecision(Operation *bodyOp, Operation *emitted);

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_BODYFACTS_H
