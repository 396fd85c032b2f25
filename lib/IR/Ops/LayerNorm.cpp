#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool LayerNormOp::isShiftInvariant() { return true; }
bool LayerNormOp::isScaleInvariant() { return true; }
bool LayerNormOp::isIdempotent() { return true; }
bool LayerNormOp::isOdd() { return true; }

SmallVector<Value> LayerNormOp::buildBody(Formula &f) {
  Term y =
      f.standardize(getEpsilon().convertToDouble(), getEpsilonMode(), getDdof())
          .y;
  return {f.affine(y, getScale(), getBias()).value};
}

void LayerNormOp::buildCandidates(OpBuilder &builder, Location loc, Value input,
                                  ArrayRef<int64_t> dims, double epsilon,
                                  SmallVectorImpl<Operation *> &candidates) {
  for (EpsilonMode mode :
       {EpsilonMode::inside, EpsilonMode::outside, EpsilonMode::clamp})
    for (int64_t ddof : {0, 1})
      candidates.push_back(create(builder, loc, input.getType(), input, Value(),
                                  Value(), dims, APFloat(epsilon), mode, ddof,
                                  NarrowMode::last, TypeAttr()));
}
