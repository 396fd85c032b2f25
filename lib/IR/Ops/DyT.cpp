#include "norm/IR/Formula.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

bool DyTOp::isOdd() { return true; }

SmallVector<Value> DyTOp::buildBody(Formula &f) {
  Term y = tanh(f.parameter(getAlpha()) * f.element());
  return {f.affine(y, getScale(), getBias()).value};
}

void DyTOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                            ArrayRef<int64_t> dims, double epsilon,
                            SmallVectorImpl<Operation *> &candidates) {
  if (epsilon != 0.0 || dims.size() != 1)
    return;
  auto type = cast<RankedTensorType>(input.getType());
  Value alpha = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>(),
                                        type.getElementType());
  IntegerAttr channel;
  if (dims.front() != type.getRank() - 1)
    channel = builder.getI64IntegerAttr(dims.front());
  candidates.push_back(create(builder, loc, type, input, alpha, Value(),
                              Value(), channel, NarrowMode::last, TypeAttr()));
}
