// What `norm-vector-math` may count on.
#ifndef NORM_CONVERSION_VECTORMATH_H
#define NORM_CONVERSION_VECTORMATH_H

#include "llvm/ADT/StringRef.h"

namespace mlir::norm {

/// Unit attribute on `math.exp`: no lane is greater than zero (-inf and NaN may
/// occur).
inline constexpr llvm::StringLiteral nonpositiveAttrName = "norm.nonpositive";

/// Unit attribute on `math.exp2`: every lane is integral and none is greater than
/// zero (-inf and NaN may occur).
inline constexpr llvm::StringLiteral integralAttrName = "norm.integral";

/// Integer attribute on `math.exp`, `math.tanh` and `math.erf`: only this many
/// leading bits of the result are looked at, 8 for bf16 and 11 for f16.
inline constexpr llvm::StringLiteral bitsAttrName = "norm.bits";

} // namespace mlir::norm

#endif // NORM_CONVERSION_VECTORMATH_H
