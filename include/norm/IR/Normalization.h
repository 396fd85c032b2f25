// What all normalizers share: the interface and the laws behind its defaults.
#ifndef NORM_IR_NORMALIZATION_H
#define NORM_IR_NORMALIZATION_H

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"

namespace mlir::norm {
class Formula;
class NormalizationOpInterface;

/// The iteration space that a definition is written over: its operands there,
/// parallel to the operands of the op, and the places of the results.
struct FormulaSpace {
  SmallVector<Value> operands;
  SmallVector<AffineMap> operandMaps;
  SmallVector<int64_t> reducedDims;
  SmallVector<AffineMap> resultMaps;
  SmallVector<RankedTensorType> resultTypes;
};

namespace detail {
/// `compute`, or its default: f64 for f64 data, f32 for all narrower.
FloatType computeType(RankedTensorType input, std::optional<Type> compute);

template <typename OpTy>
using NarrowGetter = decltype(std::declval<OpTy>().getNarrow());

/// The `narrow` of an op that has one, else `last`.
template <typename OpTy> NarrowMode narrowMode(OpTy op) {
  if constexpr (llvm::is_detected<NarrowGetter, OpTy>::value)
    return op.getNarrow();
  else
    return NarrowMode::last;
}

template <typename OpTy>
using ScaleAndBias = decltype(std::declval<OpTy>().getScaleMutable(),
                              std::declval<OpTy>().getBiasMutable());

/// An op has a scale and a bias, or else neither of that meaning.
template <typename OpTy> constexpr bool takesAffine() {
  return llvm::is_detected<ScaleAndBias, OpTy>::value;
}

template <typename OpTy> void setAffine(OpTy op, Value scale, Value bias) {
  if constexpr (takesAffine<OpTy>()) {
    op.getScaleMutable().assign(scale ? ValueRange(scale) : ValueRange());
    op.getBiasMutable().assign(bias ? ValueRange(bias) : ValueRange());
  }
}

/// The ODS name of the operand at a position.
template <typename OpTy> StringRef operandName(OpTy op, unsigned operand) {
  for (auto [i, name] : llvm::enumerate(OpTy::getArgumentNames())) {
    auto [first, length] = op.getODSOperandIndexAndLength(i);
    if (operand >= first && operand < first + length)
      return name;
  }
  llvm_unreachable("every operand has a name");
}

/// The operand rule: where an operand of `type` lies in the space of an input
/// of type `input`, `along` being the dimensions for a lower rank. Null if the
/// rule does not admit the type.
AffineMap mapOperand(RankedTensorType input, Type type,
                     ArrayRef<int64_t> along);

/// The map of a statistic: the identity with 0 in place of `dims`.
AffineMap keepDimsMap(MLIRContext *context, int64_t rank,
                      ArrayRef<int64_t> dims);

/// `input` with extent 1 along `dims`, of element type `type`.
RankedTensorType keepDimsType(RankedTensorType input, ArrayRef<int64_t> dims,
                              Type type);

/// Maps of results: the identity for the input's shape, else `keepDimsMap`.
SmallVector<AffineMap> resultMaps(NormalizationOpInterface op);

/// The space of an op whose definition runs over its input's dimensions.
FormulaSpace spaceOverInput(NormalizationOpInterface op);

/// Emits the `norm.generic` over `space` with the body that `writeBody` writes;
/// the dynamic extents of its results are those of `input`.
SmallVector<Value>
buildOver(OpBuilder &builder, Location loc, const FormulaSpace &space,
          Value input,
          function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> writeBody);

/// Emits the `norm.generic` of the op's formula over `space`.
SmallVector<Value> expandOver(NormalizationOpInterface op, OpBuilder &builder,
                              const FormulaSpace &space);
SmallVector<Value> expandOverInput(NormalizationOpInterface op,
                                   OpBuilder &builder);

/// Result extents, read off the input through the result maps.
LogicalResult reifyNormalization(NormalizationOpInterface op,
                                 OpBuilder &builder,
                                 ReifiedRankedShapedTypeDims &shapes);

/// The constraints N1 to N6 of every normalizer.
LogicalResult verifyNormalization(Operation *op);

/// N5: `compute` is f32 or f64 and holds the input's elements.
LogicalResult verifyCompute(Operation *op, FloatType compute,
                            RankedTensorType input);

/// N1 to N3, for one list of dimensions of an input of rank `rank`.
LogicalResult verifyDims(Operation *op, ArrayRef<int64_t> dims, int64_t rank);

/// All dimensions of an input of rank `rank` but `channelDim`.
SmallVector<int64_t> dimsBesides(int64_t rank, int64_t channelDim);
} // namespace detail
} // namespace mlir::norm

#include "norm/IR/NormInterfaces.h.inc"

namespace mlir::norm {
/// Replaces a normalizer by its definition
/// (`NormalizationOpInterface::expand`).
void expandNormalizer(NormalizationOpInterface op, RewriterBase &rewriter);
} // namespace mlir::norm

#endif // NORM_IR_NORMALIZATION_H
