// Operations as nodes.
//
// How the result of an operation becomes a node: one reader per sort of
// operation. A reader that returns nothing leaves the result a leaf.

#ifndef NORM_TRANSFORMS_RAISE_READ_H
#define NORM_TRANSFORMS_RAISE_READ_H

#include "norm/Transforms/Raise/IndexedValue.h"

#include "mlir/IR/AffineMap.h"

namespace mlir::norm::raise {

/// Reads the result of any operation whose meaning is known: structured
/// operations, reshapes, elementwise operations and constants.
std::optional<Access> readResult(OpResult result, IndexedValues &values);

/// Reads a result of a structured operation through its maps and its body.
std::optional<Access> readStructured(OpResult result, IndexedValues &values);

/// Reads a result of `norm.generic`, whose body holds its reductions.
std::optional<Access> readGeneric(OpResult result, IndexedValues &values);

/// The place that a map of dimensions and zeros gives in a nest of loops.
std::optional<SmallVector<Digits, 4>> placeAlong(AffineMap map,
                                                 ArrayRef<int64_t> loops);

/// The value read at a place; as a leaf if its digits cannot be cut there.
Access readAt(Value value, ArrayRef<Digits> place, IndexedValues &values);

/// The access over loops, taken back to the dimensions that `map` sends them
/// to.
std::optional<Access> alongResult(const Access &access, AffineMap map,
                                  ArrayRef<int64_t> loops,
                                  IndexedValues &values);

/// Reads a constant, a scalar operation, or an elementwise one on tensors.
std::optional<Access> readPointwise(Operation *op, IndexedValues &values);

/// A reduction over loops; nothing if it is a contraction, which stays opaque.
std::optional<Access> reduceOver(vector::CombiningKind kind, Type type,
                                 const Access &operand,
                                 ArrayRef<unsigned> loops,
                                 IndexedValues &values);

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_READ_H
