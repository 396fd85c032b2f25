// What a reduction starts from and how it goes on, for kinds and tuples.
#ifndef NORM_IR_COMBININGKINDS_H
#define NORM_IR_COMBININGKINDS_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// The value of `type` that `kind` combines with any other to that other.
TypedAttr getIdentity(vector::CombiningKind kind, Type type);

/// The state of no point, one value per operand of `reduce`.
SmallVector<TypedAttr> getIdentities(ReduceOp reduce);

/// The x of a value c * x, c a constant above 0, which `scale` becomes; null for
/// another value.
Value getPositivelyScaled(Value value, APFloat &scale);

/// Emits one combination of two states of `reduce`.
SmallVector<Value> combine(OpBuilder &builder, ReduceOp reduce, ValueRange a,
                           ValueRange b);

} // namespace mlir::norm

#endif // NORM_IR_COMBININGKINDS_H
