#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

/// Without `channel_dim`, parameters lie along the last dimension.
static SmallVector<int64_t> channelOf(Value input,
                                      std::optional<uint64_t> channelDim) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  return {channelDim ? static_cast<int64_t>(*channelDim) : rank - 1};
}

SmallVector<int64_t> DyTOp::getReducedDims() { return {}; }
SmallVector<int64_t> DyTOp::getParameterDims() {
  return channelOf(getInput(), getChannelDim());
}
bool DyTOp::isOdd() { return true; }

SmallVector<Value> DyTOp::buildBody(Formula &f) {
  Term y = tanh(f.parameter(getAlpha()) * f.element());
  return {f.affine(y, getScale(), getBias()).value};
}
