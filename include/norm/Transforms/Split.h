// Cutting a norm.generic at a reduction.
#ifndef NORM_TRANSFORMS_SPLIT_H
#define NORM_TRANSFORMS_SPLIT_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// The pieces of a cut: `statistics` computes the results of the reductions,
/// `rest` reads them.
struct ReduceSplit {
  GenericOp statistics;
  GenericOp rest;
};

/// Cuts `op` at reductions of its body, which run over the same iterators and
/// vary along the same ones, and replaces it. What they depend on is computed
/// with them; `withDecided`, so are the results of `op` that depend on no other
/// reductions and lie along no other iterators: where the rest has no points,
/// they still have a value. Fails on memrefs.
FailureOr<ReduceSplit> splitAtReduce(RewriterBase &rewriter, GenericOp op,
                                     ArrayRef<ReduceOp> reduces,
                                     bool withDecided = false);

/// Takes the reductions of `statistics` in parallel tiles of `tileSize` points
/// of the first reduced iterator that is longer: one partial result per tile
/// and a merge, which replace it. Fails where no iterator is longer, or one
/// reduction depends on another.
LogicalResult tileStatistics(RewriterBase &rewriter, GenericOp statistics,
                             int64_t tileSize);

} // namespace mlir::norm

#endif // NORM_TRANSFORMS_SPLIT_H
