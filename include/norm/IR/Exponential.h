// What softmax and log-softmax share: logits, the guarded maximum, the sum.
#ifndef NORM_IR_EXPONENTIAL_H
#define NORM_IR_EXPONENTIAL_H

#include "norm/IR/Formula.h"

namespace mlir::norm::detail {

/// The parts of a row of exponentials, with M the maximum, sink included.
struct Exponentials {
  Term maximum;
  /// z - M.
  Term shifted;
  /// exp(z - M).
  Term exponential;
  /// The sum of all exponentials, the sink's included.
  Term denominator;
  /// A row with a sink is never empty.
  bool hasSink;

  /// `value`, or `empty` where every logit is -inf and there is no sink. (The
  /// maximum is -inf then, and NaN if any logit is.)
  Term unlessEmpty(Term value, Term empty);
  /// M + log of the denominator; -inf for an empty row.
  Term logSumExp();
};

Exponentials exponentials(Formula &f, Value scale, Value mask, Value sink);

template <typename OpTy> Exponentials exponentials(Formula &f, OpTy op) {
  return exponentials(f, op.getScale(), op.getMask(), op.getSink());
}

/// What the op yields: y, or its value for an empty row, and LSE where asked.
template <typename OpTy>
SmallVector<Value> exponentialResults(Formula &f, OpTy op, Exponentials e,
                                      Term y) {
  if (op.getOnEmpty() == OnEmpty::zero)
    y = e.unlessEmpty(y, f.constant(0.0));
  SmallVector<Value> values{y.value};
  if (op.getLse())
    values.push_back(e.logSumExp().value);
  return values;
}

/// SM1 to SM3.
LogicalResult verifyExponential(NormalizationOpInterface op, Value mask,
                                Value sink, Value lse);

/// Whether an operand is one value per row.
bool isConstantAlong(NormalizationOpInterface op, Value operand);

/// A shift of x moves every logit of the row alike, masked or not, but not the
/// sink.
template <typename OpTy> bool isShiftInvariantExponential(OpTy op) {
  return !op.getSink() &&
         (!op.getScale() || isConstantAlong(op, op.getScale()));
}

/// Candidates for recognition, for either treatment of empty rows. There is no
/// epsilon; they are given once.
template <typename OpTy>
void buildExponentials(OpBuilder &builder, Location loc, Value input,
                       ArrayRef<int64_t> dims, double epsilon,
                       SmallVectorImpl<Operation *> &candidates) {
  if (epsilon != 0.0)
    return;
  for (OnEmpty onEmpty : {OnEmpty::nan, OnEmpty::zero})
    candidates.push_back(OpTy::create(builder, loc, input.getType(), Type(),
                                      input, Value(), Value(), Value(), dims,
                                      onEmpty, TypeAttr()));
}

} // namespace mlir::norm::detail

#endif // NORM_IR_EXPONENTIAL_H
