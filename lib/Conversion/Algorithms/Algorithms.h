// Other ways to take the reductions of a body. A reduction that waits for
// another one over the same row costs a pass; a tuple of both does not.
#ifndef NORM_LIB_CONVERSION_ALGORITHMS_ALGORITHMS_H
#define NORM_LIB_CONVERSION_ALGORITHMS_ALGORITHMS_H

#include "norm/IR/Norm.h"

namespace mlir::norm::cpu {

/// sum((x - sum(x) / n)^2)
struct CentralSum {
  ReduceOp sum;
  Value x;
};

/// sum(exp(z - about)) or sum(weight * exp(z - about)), `about` made of the
/// maximum of z.
struct ExponentialSum {
  ReduceOp sum;
  /// Null for 1.
  Value weight;
  Value about;
};

/// All sums of exponentials that wait for one maximum.
struct ExponentialSums {
  ReduceOp maximum;
  SmallVector<ExponentialSum> sums;

  Value logits() { return maximum.getOperand(0); }
};

SmallVector<CentralSum> findCentralSums(GenericOp op);
SmallVector<ExponentialSums> findExponentialSums(GenericOp op);

/// Takes the sum with its own running mean.
void takeByWelford(CentralSum central);
/// Takes the sum about the first element of each lane.
void takeShifted(CentralSum central);
/// Takes the sums about a running maximum.
void takeOnline(ExponentialSums exponentials);
/// Takes the sums as mantissas and exponents; what stands in for the maximum
/// lies within a factor of 2 of it.
void takeByMantissaAndExponent(ExponentialSums exponentials);

/// Puts a body that was rewritten in order, and drops what nobody reads.
void tidyBody(GenericOp op);

/// Rewrites the body as the algorithms of `plan` say, and fills in those that
/// it leaves open. Fails, with an error at the op, where the body or the
/// machine cannot follow.
FailureOr<PlanAttr> applyAlgorithms(GenericOp op, PlanAttr plan,
                                    MachineAttr machine);

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_ALGORITHMS_ALGORITHMS_H
