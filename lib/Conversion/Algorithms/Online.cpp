// (maximum, sums about it).
#include "Algorithms.h"
#include "Tuple.h"

#include "norm/Conversion/VectorMath.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// Sums about the larger maximum.
static Scalars merge(ArrayRef<Scalar> a, ArrayRef<Scalar> b) {
  Value isInA = isAtLeast(a[0], b[0]);
  Scalar scale = expNonPositive(-absolute(a[0] - b[0]));
  Scalars merged{larger(a[0], b[0])};
  for (auto [x, y] : llvm::zip_equal(a.drop_front(), b.drop_front())) {
    Scalar factor = scale.as(x.type());
    merged.push_back(select(isInA, x + y * factor, y + x * factor));
  }
  return merged;
}

/// z - maximum is as little positive as before.
static void hintDifferences(ReduceOp maximum) {
  for (Operation *user : maximum->getUsers()) {
    auto difference = dyn_cast<arith::SubFOp>(user);
    if (!difference || difference.getLhs() != maximum.getOperand(0) ||
        difference.getRhs() != maximum.getResult(0))
      continue;
    for (Operation *exp : difference->getUsers())
      if (isa<math::ExpOp>(exp))
        exp->setAttr(nonpositiveAttrName, UnitAttr::get(exp->getContext()));
  }
}

void cpu::takeOnline(ExponentialSums exponentials) {
  ReduceOp maximum = exponentials.maximum;
  ImplicitLocOpBuilder builder(maximum.getLoc(), maximum);
  Scalar z{&builder, exponentials.logits()};
  Scalars points{z};
  SmallVector<double> identity{-std::numeric_limits<double>::infinity()};
  for (ExponentialSum &sum : exponentials.sums) {
    auto type = cast<FloatType>(sum.sum.getResult(0).getType());
    Scalar weight{&builder, sum.weight};
    Scalar one{&builder, sum.sum.getResult(0)};
    points.push_back(sum.weight ? weight.as(type) : one.like(1.0));
    identity.push_back(0.0);
  }
  Scalars states = reduceTuple(maximum, points, identity, merge);

  hintDifferences(maximum);
  maximum->replaceAllUsesWith(ValueRange(states[0].value));
  for (auto [sum, state] :
       llvm::zip_equal(exponentials.sums, ArrayRef(states).drop_front())) {
    Scalar about = sum.about == maximum.getResult(0)
                       ? states[0]
                       : Scalar{&builder, sum.about};
    // Where the maximum is no number, neither are the exponentials.
    Scalar moved = (states[0].as(about.type()) - about).as(state.type());
    Scalar result =
        about.value == states[0].value ? state + moved : state * exp(moved);
    sum.sum->replaceAllUsesWith(ValueRange(result.value));
  }
}
