// The exponential on vectors, for lanes of f32.
#ifndef NORM_CONVERSION_VECTORMATHEXP_H
#define NORM_CONVERSION_VECTORMATHEXP_H

#include "VectorMathLanes.h"

namespace mlir::norm {

/// What is known of an exponential.
struct ExpHints {
  /// No lane is greater than zero.
  bool nonpositive = false;
  /// The leading bits of the result that count; 24 are all of f32.
  unsigned bits = 24;
};

/// e^x.
Value buildExp(Lanes &lanes, Value x, ExpHints hints);

/// 2^n for integral n, none greater than zero.
Value buildExp2Integral(Lanes &lanes, Value n);

/// e^x - 1, of full accuracy near zero.
Value buildExpM1(Lanes &lanes, Value x);

} // namespace mlir::norm

#endif // NORM_CONVERSION_VECTORMATHEXP_H
