#ifndef NORM_REFERENCE_EVALUATOR_H
#define NORM_REFERENCE_EVALUATOR_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinOps.h"

namespace mlir::norm {

/// Runs `function` of `module` and returns its results.
///
/// The evaluator says what a program means, over the reals in double precision
/// and the integers of their width:
/// - constants have their exact value, `truncf` and `extf` change nothing;
/// - a float becomes an integer towards zero, saturating, NaN becoming 0;
/// - `arith.bitcast` rounds to the type whose bits it reads;
/// - the elements of `tensor.empty` are NaN, or 0 for integers;
/// - a `norm.reduce` folds its points, and its identity, in a random tree drawn
///   from `seed`: a combiner that is not associative and commutative, or an
///   identity that is none, shows in the result.
///
/// Named ops mean what they expand to, applications what they inline to. An op
/// outside of the language, a failed assertion and an access out of bounds are
/// errors at their location.
FailureOr<SmallVector<Datum>> evaluate(ModuleOp module, StringRef function,
                                       ArrayRef<Datum> arguments,
                                       uint64_t seed = 0);

} // namespace mlir::norm

#endif // NORM_REFERENCE_EVALUATOR_H
