#include "Access.h"

#include "mlir/Analysis/FlatLinearValueConstraints.h"

using namespace mlir;
using namespace mlir::norm;

/// The coefficients of the dimensions and the constant of an affine expression;
/// none if it divides.
static std::optional<SmallVector<int64_t>> getCoefficients(AffineExpr expr,
                                                           unsigned numDims) {
  SmallVector<int64_t> flat;
  if (failed(getFlattenedAffineExpr(expr, numDims, /*numSymbols=*/0, &flat)) ||
      flat.size() != numDims + 1)
    return std::nullopt;
  return flat;
}

/// The least and the greatest value of a linear expression over the loops.
static std::pair<int64_t, int64_t> getRange(ArrayRef<int64_t> coefficients,
                                            ArrayRef<int64_t> extents) {
  int64_t low = coefficients.back(), high = low;
  for (auto [factor, extent] :
       llvm::zip_equal(coefficients.drop_back(), extents)) {
    int64_t last = factor * (extent - 1);
    (last < 0 ? low : high) += last;
  }
  return {low, high};
}

/// Fails if dimension `dim` of an operand is left by some point of the loops,
/// or if a loop that runs along it has another extent.
static LogicalResult checkBounds(Operation *op, unsigned number, unsigned dim,
                                 AffineExpr expr, int64_t extent,
                                 ArrayRef<int64_t> extents,
                                 ArrayRef<int64_t> coefficients) {
  if (llvm::is_contained(extents, 0))
    return success();
  auto loop = dyn_cast<AffineDimExpr>(expr);
  if (loop && extents[loop.getPosition()] != extent)
    return op->emitOpError("expects extent ")
           << extents[loop.getPosition()] << " of dimension " << dim
           << " of operand " << number << ", got " << extent;
  auto [low, high] = getRange(coefficients, extents);
  if (low < 0 || high >= extent)
    return op->emitOpError("reaches index ")
           << (low < 0 ? low : high) << " of dimension " << dim
           << " of operand " << number << ", which has extent " << extent;
  return success();
}

FailureOr<Access> Access::create(Operation *op, unsigned number, AffineMap map,
                                 ArrayRef<int64_t> shape,
                                 ArrayRef<int64_t> extents) {
  Access access;
  access.strides.assign(extents.size(), 0);
  SmallVector<int64_t> shapeStrides = computeStrides(shape);
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    auto coefficients = getCoefficients(expr, extents.size());
    if (!coefficients) {
      op->emitOpError("has a map that the reference evaluator does not know: ")
          << AffineMapAttr::get(map);
      return failure();
    }
    if (failed(checkBounds(op, number, dim, expr, shape[dim], extents,
                           *coefficients)))
      return failure();
    access.start += coefficients->back() * shapeStrides[dim];
    for (size_t loop = 0; loop < extents.size(); ++loop)
      access.strides[loop] += (*coefficients)[loop] * shapeStrides[dim];
  }
  return access;
}
