// What fusion sees of an op, however it is written.
#ifndef NORM_LIB_TRANSFORMS_FUSE_KERNEL_H
#define NORM_LIB_TRANSFORMS_FUSE_KERNEL_H

#include "norm/IR/Norm.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallBitVector.h"

namespace mlir::norm::fuse {

/// For each iterator of a kernel, the iterators of another space that it lies
/// along: one, several if a reshape splits it, none if it is a single point.
using Places = SmallVector<SmallVector<int64_t, 1>>;

/// What a kernel reads at each point: an element of a tensor, a scalar, or a
/// constant.
struct Source {
  Value value;
  AffineMap map;
  /// Set where `value` is constant, at each point the same.
  TypedAttr constant;

  Type getElementType() const;
};

/// A scalar combination over the reduction iterators in the body of a
/// structured op.
struct Combination {
  vector::CombiningKind kind;
  Value term;
  /// What the op starts from; null where that changes nothing.
  Value init;
};

/// An op on tensors as a scalar program over an iteration space: a
/// `norm.generic`, an elementwise or row-reducing structured op, or an
/// elementwise op on tensors.
struct Kernel {
  Operation *op = nullptr;
  SmallVector<Source> inputs;
  /// The values of the body that stand for the inputs.
  SmallVector<Value> arguments;
  /// Destinations; null where the op writes to none.
  SmallVector<Value> inits;
  SmallVector<AffineMap> outputMaps;
  /// The values of the body that are the results.
  SmallVector<Value> yields;
  SmallVector<utils::IteratorType> iterators;
  SmallVector<int64_t> extents;

  /// The ops of the body, in order.
  SmallVector<Operation *> body;
  /// Those of a structured op that combine.
  llvm::DenseMap<Operation *, Combination> combinations;
  /// The sets of iterators that reductions run over, each once.
  SmallVector<SmallVector<int64_t>> rows;
  /// Iterators whose position the body reads.
  llvm::SmallBitVector positions;

  unsigned getNumIterators() const { return iterators.size(); }
  /// True for an iterator of more than one point.
  bool isLong(unsigned iterator) const { return extents[iterator] != 1; }
  /// True where a map runs over all iterators of more than one point.
  bool isFullSize(AffineMap map) const;
  /// The last iterator of more than one point that a map runs over.
  std::optional<unsigned> getInnermost(AffineMap map) const;
  /// True if operands that run over all iterators differ in the innermost one.
  bool transposes() const;
  /// True if nothing is computed but conversions.
  bool onlyCasts() const;
};

/// Reads an op; nothing if it is no such program.
std::optional<Kernel> readKernel(Operation *op);

/// Reads a source at the end of what merely hands it on: broadcasts,
/// permutations that keep the innermost dimension, fills, reshapes of unit
/// dimensions, casts of shapes, splats. True if there is any.
bool readThrough(Source &source);

/// Writes the body of a kernel whose iterators lie at `places`, `arguments`
/// being its inputs; returns its results.
SmallVector<Value> emitBody(OpBuilder &builder, const Kernel &kernel,
                            ValueRange arguments, const Places &places);

/// `iterators` at their places, increasing.
SmallVector<int64_t> placeIterators(ArrayRef<int64_t> iterators,
                                    const Places &places);

/// True for a map of `shape` of distinct iterators, or 0 where the extent is 1.
bool isPlainMap(AffineMap map, ArrayRef<int64_t> shape);

} // namespace mlir::norm::fuse

#endif // NORM_LIB_TRANSFORMS_FUSE_KERNEL_H
