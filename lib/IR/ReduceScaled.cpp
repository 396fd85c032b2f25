// The largest of c * x is c times the largest x, bit for bit: rounding keeps
// order.
#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::norm;

Value norm::getPositivelyScaled(Value value, APFloat &scale) {
  auto product = value.getDefiningOp<arith::MulFOp>();
  if (!product)
    return {};
  for (auto [constant, other] :
       {std::pair(product.getLhs(), product.getRhs()),
        std::pair(product.getRhs(), product.getLhs())})
    if (matchPattern(constant, m_ConstantFloat(&scale)) && scale.isFinite() &&
        !scale.isNegative() && !scale.isZero())
      return other;
  return {};
}

static bool selects(vector::CombiningKind kind) {
  using Kind = vector::CombiningKind;
  return kind == Kind::MAXIMUMF || kind == Kind::MAXNUMF ||
         kind == Kind::MINIMUMF || kind == Kind::MINNUMF;
}

LogicalResult ReduceOp::canonicalize(ReduceOp op, PatternRewriter &rewriter) {
  APFloat scale(0.0);
  if (!op.isNamed() || !selects(*op.getKind()))
    return rewriter.notifyMatchFailure(op, "is not the largest or smallest");
  Value operand = op.getOperand(0);
  Value plain = getPositivelyScaled(operand, scale);
  if (!plain)
    return rewriter.notifyMatchFailure(op, "reduces no scaled value");
  auto reduce = ReduceOp::create(rewriter, op.getLoc(), *op.getKind(), plain,
                                 op.getIteratorsAttr());
  auto product = cast<arith::MulFOp>(rewriter.clone(*operand.getDefiningOp()));
  for (OpOperand &factor : product->getOpOperands())
    if (factor.get() == plain)
      factor.set(reduce.getResult(0));
  rewriter.replaceOp(op, product->getResults());
  return success();
}
