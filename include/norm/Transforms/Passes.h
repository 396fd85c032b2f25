#ifndef NORM_TRANSFORMS_PASSES_H
#define NORM_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::norm {
/// What `norm-raise` does with rows that it cannot name.
enum class UnnamedRows { keep, generic };

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

#endif // NORM_TRANSFORMS_PASSES_H
