#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

SmallVector<int64_t> BatchNormTrainingOp::getReducedDims() {
  return detail::dimsBesides(getInput().getType().getRank(), getChannelDim());
}
SmallVector<int64_t> BatchNormTrainingOp::getParameterDims() {
  return {static_cast<int64_t>(getChannelDim())};
}
SmallVector<AffineMap> BatchNormTrainingOp::getResultMaps() {
  int64_t rank = getInput().getType().getRank();
  AffineMap channel =
      AffineMap::get(rank, 0, getAffineDimExpr(getChannelDim(), getContext()));
  return {AffineMap::getMultiDimIdentityMap(rank, getContext()), channel,
          channel};
}
bool BatchNormTrainingOp::isShiftInvariant() { return true; }
bool BatchNormTrainingOp::isScaleInvariant() { return true; }
bool BatchNormTrainingOp::isIdempotent() { return true; }
bool BatchNormTrainingOp::isOdd() { return true; }

SmallVector<Value> BatchNormTrainingOp::buildBody(Formula &f) {
  auto [y, mean, variance] =
      f.standardize(getEpsilon().convertToDouble(), getEpsilonMode());
  return {f.affine(y, getScale(), getBias()).value, mean.value, variance.value};
}

LogicalResult
BatchNormTrainingOp::inferReturnTypes(MLIRContext *, std::optional<Location>,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &types) {
  auto input = cast<RankedTensorType>(adaptor.getInput().getType());
  // A channel that does not exist is left to the verifier (N2).
  int64_t channel = adaptor.getChannelDim();
  bool exists = channel >= 0 && channel < input.getRank();
  int64_t channels = exists ? input.getDimSize(channel) : ShapedType::kDynamic;
  Type compute = detail::computeType(input, adaptor.getCompute());
  auto statistic = RankedTensorType::get({channels}, compute);
  types.assign({input, statistic, statistic});
  return success();
}
