// Fusing kernels that share rows.
#ifndef NORM_TRANSFORMS_FUSE_H
#define NORM_TRANSFORMS_FUSE_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// Inlines `producer` into `consumer`, at least one of which is a
/// `norm.generic`, and replaces both. A result of the producer that others read
/// becomes one of the fused op. Says in `why` what stands against it.
FailureOr<GenericOp> fuseProducer(RewriterBase &rewriter, Operation *producer,
                                  Operation *consumer, StringRef &why);

/// Joins two ops that reduce the same rows of a tensor; `first` stands in front
/// of `second`, which does not need it.
FailureOr<GenericOp> fuseSiblings(RewriterBase &rewriter, Operation *first,
                                  Operation *second, StringRef &why);

/// Lets `op` read what broadcasts, permutations, fills and reshapes of unit
/// dimensions hand on. Fails where it reads nothing of that kind.
FailureOr<GenericOp> fuseCopies(RewriterBase &rewriter, GenericOp op,
                                StringRef &why);

} // namespace mlir::norm

#endif // NORM_TRANSFORMS_FUSE_H
