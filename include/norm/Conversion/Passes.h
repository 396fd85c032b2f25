#ifndef NORM_CONVERSION_PASSES_H
#define NORM_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::norm {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

#endif // NORM_CONVERSION_PASSES_H
