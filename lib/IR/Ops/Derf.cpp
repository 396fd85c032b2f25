#include "norm/IR/Formula.h"

using namespace mlir;
using namespace mlir::norm;

bool DerfOp::isOdd() { return !getShift(); }

SmallVector<Value> DerfOp::buildBody(Formula &f) {
  Term z = f.parameter(getAlpha()) * f.element();
  if (getShift())
    z = z + f.parameter(getShift());
  return {f.affine(erf(z), getScale(), getBias()).value};
}
