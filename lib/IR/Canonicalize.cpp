// Canonicalizations that hold for many named ops, each of class E0. They ask
// for operands and attributes by name, never for an op.
#include "norm/IR/Norm.h"
#include "norm/IR/OpList.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;

/// Whether an operand of this name changes nothing: a unit scale, a zero bias,
/// shift or mask, a mask that keeps everything.
static bool isNeutral(StringRef name, Value operand) {
  if (name == "scale")
    return matchPattern(operand, m_OneFloat());
  if (name == "bias" || name == "shift")
    return matchPattern(operand, m_AnyZeroFloat());
  return name == "mask" && (matchPattern(operand, m_AnyZeroFloat()) ||
                            (getElementTypeOrSelf(operand).isInteger(1) &&
                             matchPattern(operand, m_One())));
}

static void eraseOptionalOperand(Operation *op, unsigned operand) {
  StringRef name = "operandSegmentSizes";
  auto attr = cast<DenseI32ArrayAttr>(*op->getInherentAttr(name));
  SmallVector<int32_t> sizes(attr.asArrayRef());
  unsigned segment = 0;
  for (unsigned end = sizes[0]; end <= operand; end += sizes[segment])
    ++segment;
  --sizes[segment];
  op->eraseOperand(operand);
  op->setInherentAttr(StringAttr::get(op->getContext(), name),
                      DenseI32ArrayAttr::get(op->getContext(), sizes));
}

/// n(x; e) -> n(x), for every optional operand e that is neutral.
static LogicalResult dropNeutral(NormalizationOpInterface op,
                                 PatternRewriter &rewriter) {
  for (OpOperand &operand : op->getOpOperands()) {
    unsigned i = operand.getOperandNumber();
    if (!isNeutral(op.getOperandName(i), operand.get()))
      continue;
    rewriter.modifyOpInPlace(op, [&] { eraseOptionalOperand(op, i); });
    return success();
  }
  return rewriter.notifyMatchFailure(op, "no neutral operand");
}

/// `compute` equal to its default says nothing.
static LogicalResult dropDefaultCompute(NormalizationOpInterface op,
                                        PatternRewriter &rewriter) {
  std::optional<Attribute> compute = op->getInherentAttr("compute");
  Type byDefault =
      norm::detail::computeType(op.getInput().getType(), std::nullopt);
  if (!compute || !*compute || op.getComputeType() != byDefault)
    return rewriter.notifyMatchFailure(
        op, "compute is not spelled, or not the default");
  rewriter.modifyOpInPlace(op, [&] { op->removeAttr("compute"); });
  return success();
}

/// Where `compute` is the data type, nothing is rounded earlier than last.
static LogicalResult narrowLast(NormalizationOpInterface op,
                                PatternRewriter &rewriter) {
  if (op.getNarrowMode() == NarrowMode::last ||
      op.getComputeType() != op.getInput().getType().getElementType())
    return rewriter.notifyMatchFailure(op, "values are narrowed");
  auto last = NarrowModeAttr::get(op->getContext(), NarrowMode::last);
  rewriter.modifyOpInPlace(op, [&] { op->setAttr("narrow", last); });
  return success();
}

/// max(d, 0) = d = d + 0: a clamp at 0 is an epsilon of 0 outside.
static LogicalResult clampAtZero(NormalizationOpInterface op,
                                 PatternRewriter &rewriter) {
  auto mode = op->getInherentAttr("epsilon_mode");
  auto epsilon = op->getInherentAttr("epsilon");
  if (!mode || cast<EpsilonModeAttr>(*mode).getValue() != EpsilonMode::clamp ||
      !cast<FloatAttr>(*epsilon).getValue().isZero())
    return rewriter.notifyMatchFailure(op, "not a clamp at 0");
  auto outside = EpsilonModeAttr::get(op->getContext(), EpsilonMode::outside);
  rewriter.modifyOpInPlace(op, [&] { op->setAttr("epsilon_mode", outside); });
  return success();
}

/// A row with a sink is never empty.
static LogicalResult neverEmpty(NormalizationOpInterface op,
                                PatternRewriter &rewriter) {
  auto onEmpty = op->getInherentAttr("on_empty");
  bool hasSink = llvm::any_of(op->getOpOperands(), [&](OpOperand &operand) {
    return op.getOperandName(operand.getOperandNumber()) == "sink";
  });
  if (!onEmpty || !hasSink ||
      cast<OnEmptyAttr>(*onEmpty).getValue() == OnEmpty::nan)
    return rewriter.notifyMatchFailure(
        op, "on_empty is the default, or says something");
  auto nan = OnEmptyAttr::get(op->getContext(), OnEmpty::nan);
  rewriter.modifyOpInPlace(op, [&] { op->setAttr("on_empty", nan); });
  return success();
}

namespace {
using Law = LogicalResult (*)(NormalizationOpInterface, PatternRewriter &);

struct LawPattern final : OpInterfaceRewritePattern<NormalizationOpInterface> {
  LawPattern(MLIRContext *context, Law law)
      : OpInterfaceRewritePattern(context), law(law) {}

  LogicalResult matchAndRewrite(NormalizationOpInterface op,
                                PatternRewriter &rewriter) const override {
    return law(op, rewriter);
  }

  Law law;
};

template <typename OpTy>
using LseGetter = decltype(std::declval<OpTy>().getLse());
} // namespace

/// A log-sum-exp that nobody reads is not a result.
template <typename OpTy>
static LogicalResult dropUnusedLse(OpTy op, PatternRewriter &rewriter) {
  if (!op.getLse() || !op.getLse().use_empty())
    return rewriter.notifyMatchFailure(op, "the log-sum-exp is absent or used");
  Value result = op.getResult();
  OpTy plain = mlir::clone(rewriter, op, result.getType(), op->getOperands());
  rewriter.replaceAllUsesWith(result, plain.getResult());
  rewriter.eraseOp(op);
  return success();
}

void NormDialect::getCanonicalizationPatterns(
    RewritePatternSet &patterns) const {
  for (Law law :
       {dropNeutral, dropDefaultCompute, narrowLast, clampAtZero, neverEmpty})
    patterns.add<LawPattern>(getContext(), law);
  forEachNormalizer([&](auto *op) {
    using OpTy = std::remove_pointer_t<decltype(op)>;
    if constexpr (llvm::is_detected<LseGetter, OpTy>::value)
      patterns.add(dropUnusedLse<OpTy>);
  });
}
