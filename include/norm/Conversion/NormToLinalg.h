// From norm.generic to linalg.generic.
#ifndef NORM_CONVERSION_NORMTOLINALG_H
#define NORM_CONVERSION_NORMTOLINALG_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// Emits `op` as stages of `linalg.generic` before it; returns one value per
/// result. Fails, with nothing built, on a body that has no such form.
FailureOr<SmallVector<Value>> convertToLinalg(GenericOp op,
                                              RewriterBase &rewriter);

/// norm.generic -> linalg.generic per stage of reductions, and a map.
void populateNormToLinalgPatterns(RewritePatternSet &patterns);

} // namespace mlir::norm

#endif // NORM_CONVERSION_NORMTOLINALG_H
