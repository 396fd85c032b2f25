// The loops of a kernel, and how its operands lie along them.
#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_KERNELSPACE_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_KERNELSPACE_H

#include "../BodySpaces.h"

namespace mlir::norm::cpu {

/// Iterators that run as one loop.
struct Loop {
  SmallVector<unsigned> iterators;
  /// Reduced by the reductions of the body.
  bool reduced = false;
  int64_t staticExtent = 1;
  Value extent;

  bool isStatic() const { return !ShapedType::isDynamic(staticExtent); }
};

/// An operand as one row of elements: a point lies at the sum of its positions
/// times the strides, in elements. A scalar has no buffer.
struct Access {
  Value buffer;
  Value scalar;
  Type elementType;
  /// Per loop; 0 where the operand does not lie along it.
  SmallVector<OpFoldResult> strides;
  /// Holds the vectors of one tile: begins anew where the tile does.
  bool isOfTile = false;

  bool liesAlong(unsigned loop) const {
    return !isConstantIntValue(strides[loop], 0);
  }
  bool isContiguous(unsigned loop) const {
    return isConstantIntValue(strides[loop], 1);
  }
};

/// The iteration space of a `norm.generic` on memrefs: unit iterators are
/// gone, and neighbours that every operand passes in one stride are one loop.
class KernelSpace {
public:
  /// Finds the loops. Tensors are taken to become dense buffers.
  KernelSpace(GenericOp op, const BodySpaces &spaces);

  /// Emits extents and flat buffers of an op on memrefs.
  void emitOperands(GenericOp op, OpBuilder &builder);

  SmallVector<Loop> loops;
  SmallVector<Access> inputs;
  SmallVector<Access> outputs;

  /// The loop that vectors lie along.
  unsigned vectorLoop = 0;

  /// The loops that an iterator set covers.
  Space loopsOf(const Space &iterators) const;
  /// Whether vectors lie along the rows that are reduced or mapped, and not
  /// across them.
  bool vectorsLieInRow() const {
    return loops[vectorLoop].reduced || !hasReductions();
  }
  /// The loops of each kind, in order, the vector loop aside.
  SmallVector<unsigned> others(bool reduced) const;
  bool hasReductions() const;

private:
  void findLoops(GenericOp op, const BodySpaces &spaces);
  bool canJoin(GenericOp op, unsigned first, unsigned second) const;
  void emitExtents(GenericOp op, OpBuilder &builder);
  Access flatten(OpBuilder &builder, Location loc, Value operand,
                 AffineMap map) const;
  unsigned findVectorLoop(GenericOp op) const;
};

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_KERNELSPACE_H
