#include "norm/IR/Formula.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

SmallVector<int64_t> BatchNormOp::getReducedDims() { return {}; }
SmallVector<int64_t> BatchNormOp::getParameterDims() {
  return {static_cast<int64_t>(getChannelDim())};
}

SmallVector<Value> BatchNormOp::buildBody(Formula &f) {
  Term centered = f.element() - f.parameter(getMean());
  Term y = f.over(centered, f.parameter(getVariance()),
                  getEpsilon().convertToDouble(), getEpsilonMode());
  return {f.affine(y, getScale(), getBias()).value};
}

void BatchNormOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                                  ArrayRef<int64_t> dims, double epsilon,
                                  SmallVectorImpl<Operation *> &candidates) {
  if (dims.size() != 1)
    return;
  auto type = cast<RankedTensorType>(input.getType());
  if (type.isDynamicDim(dims.front()))
    return;
  auto unknown = [&]() -> Value {
    return tensor::EmptyOp::create(
        builder, loc, {type.getDimSize(dims.front())}, type.getElementType());
  };
  for (EpsilonMode mode :
       {EpsilonMode::inside, EpsilonMode::outside, EpsilonMode::clamp})
    candidates.push_back(create(
        builder, loc, type, input, unknown(), unknown(), Value(), Value(),
        dims.front(), APFloat(epsilon), mode, NarrowMode::last, TypeAttr()));
}
