#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

/// Without `channel_dim`, parameters lie along the last dimension.
static SmallVector<int64_t> channelOf(Value input,
                                      std::optional<uint64_t> channelDim) {
  int64_t rank = cast<RankedTensorType>(input.getType()).getRank();
  return {channelDim ? static_cast<int64_t>(*channelDim) : rank - 1};
}

SmallVector<int64_t> DerfOp::getReducedDims() { return {}; }
SmallVector<int64_t> DerfOp::getParameterDims() {
  return channelOf(getInput(), getChannelDim());
}
bool DerfOp::isOdd() { return !getShift(); }

SmallVector<Value> DerfOp::buildBody(Formula &f) {
  Term z = f.parameter(getAlpha()) * f.element();
  if (getShift())
    z = z + f.parameter(getShift());
  return {f.affine(erf(z), getScale(), getBias()).value};
}
