#include "norm/Conversion/VectorMath.h"
#include "VectorMathExp.h"
#include "VectorMathOdd.h"
#include "norm/Conversion/Machine.h"
#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMVECTORMATH
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

/// Whether `type` is a row of f32 lanes.
static bool isLanes(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  return vector && vector.getRank() == 1 && vector.getElementType().isF32();
}

static unsigned readBits(Operation *op) {
  auto bits = op->getAttrOfType<IntegerAttr>(bitsAttrName);
  return bits ? bits.getInt() : 24;
}

namespace {
/// A pattern that replaces an op on lanes by arithmetic on lanes.
template <typename Op> struct LanesPattern : OpRewritePattern<Op> {
  LanesPattern(MLIRContext *context, VectorMathTarget target)
      : OpRewritePattern<Op>(context), target(target) {}

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    if (!isLanes(op.getType()))
      return rewriter.notifyMatchFailure(op, "expects a vector of f32");
    Lanes lanes(rewriter, op.getLoc(), cast<VectorType>(op.getType()), target);
    rewriter.replaceOp(op, build(lanes, op));
    return success();
  }

  virtual Value build(Lanes &lanes, Op op) const = 0;

  VectorMathTarget target;
};

struct ExpandExp final : LanesPattern<math::ExpOp> {
  using LanesPattern::LanesPattern;
  Value build(Lanes &lanes, math::ExpOp op) const override {
    return buildExp(lanes, op.getOperand(),
                    {op->hasAttr(nonpositiveAttrName), readBits(op)});
  }
};

struct ExpandExp2 final : LanesPattern<math::Exp2Op> {
  using LanesPattern::LanesPattern;
  Value build(Lanes &lanes, math::Exp2Op op) const override {
    return buildExp2Integral(lanes, op.getOperand());
  }
};

/// A function that may be shorter where fewer bits count.
template <typename Op, Value (*buildFunction)(Lanes &, Value, unsigned)>
struct ExpandByBits final : LanesPattern<Op> {
  using LanesPattern<Op>::LanesPattern;
  Value build(Lanes &lanes, Op op) const override {
    return buildFunction(lanes, op.getOperand(), readBits(op));
  }
};

/// A function that needs to know nothing but its argument.
template <typename Op, Value (*buildFunction)(Lanes &, Value)>
struct ExpandFunction final : LanesPattern<Op> {
  using LanesPattern<Op>::LanesPattern;
  Value build(Lanes &lanes, Op op) const override {
    return buildFunction(lanes, op.getOperand());
  }
};

/// fma(a, b, c) -> a * b + c, for targets on which the former is a call.
struct SplitFma final : LanesPattern<math::FmaOp> {
  using LanesPattern::LanesPattern;
  Value build(Lanes &lanes, math::FmaOp op) const override {
    return lanes.multiplyAdd(op.getA(), op.getB(), op.getC());
  }
};
} // namespace

/// Whether an op truncates what is rounded already, on a target that converts
/// with that rounding.
static bool convertsRounded(arith::FPToSIOp op, VectorMathTarget target) {
  auto rounded = op.getIn().getDefiningOp<math::RoundEvenOp>();
  if (!rounded || !isLanes(rounded.getType()) ||
      getElementTypeOrSelf(op.getType()).getIntOrFloatBitWidth() > 32)
    return false;
  int64_t lanes = cast<VectorType>(rounded.getType()).getNumElements();
  return target.avx512 && (lanes == 8 || lanes == 16);
}

namespace {
/// fptosi (roundeven x) -> the conversion that rounds so by itself.
struct ConvertRounded final : OpRewritePattern<arith::FPToSIOp> {
  ConvertRounded(MLIRContext *context, VectorMathTarget target)
      : OpRewritePattern(context), target(target) {}

  LogicalResult matchAndRewrite(arith::FPToSIOp op,
                                PatternRewriter &rewriter) const override {
    if (!convertsRounded(op, target))
      return rewriter.notifyMatchFailure(op, "not rounded to even before");
    auto rounded = op.getIn().getDefiningOp<math::RoundEvenOp>();
    Lanes lanes(rewriter, op.getLoc(), cast<VectorType>(rounded.getType()),
                target);
    Value whole = lanes.roundToInteger(rounded.getOperand());
    if (op.getType() == whole.getType())
      rewriter.replaceOp(op, whole);
    else
      rewriter.replaceOpWithNewOp<arith::TruncIOp>(op, op.getType(), whole);
    return success();
  }

  VectorMathTarget target;
};

struct NormVectorMath final : norm::impl::NormVectorMathBase<NormVectorMath> {
  using Base::Base;

  void runOnOperation() override {
    MachineAttr machine = findMachine(getOperation());
    bool hasAVX512 = avx512 || (machine && machine.getAvx512());
    bool hasFMA = fma || hasAVX512 || (machine && machine.getFma());
    VectorMathTarget features{hasAVX512, hasFMA};
    RewritePatternSet patterns(&getContext());
    patterns
        .add<ExpandExp, ExpandExp2, ExpandFunction<math::ExpM1Op, buildExpM1>,
             ExpandByBits<math::TanhOp, buildTanh>,
             ExpandByBits<math::ErfOp, buildErf>, SplitFma, ConvertRounded>(
            &getContext(), features);
    populateMathPolynomialApproximationPatterns(patterns, isUpstream);

    ConversionTarget target(getContext());
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    target.addDynamicallyLegalOp<math::ErfOp, math::ExpOp, math::ExpM1Op,
                                 math::Log1pOp, math::LogOp, math::TanhOp>(
        [](Operation *op) { return !isLanes(op->getResult(0).getType()); });
    target.addDynamicallyLegalOp<arith::FPToSIOp>(
        [=](arith::FPToSIOp op) { return !convertsRounded(op, features); });
    target.addDynamicallyLegalOp<math::Exp2Op>([](Operation *op) {
      return !isLanes(op->getResult(0).getType()) ||
             !op->hasAttr(integralAttrName);
    });
    target.addDynamicallyLegalOp<math::FmaOp>(
        [=](math::FmaOp op) { return features.fma || !isLanes(op.getType()); });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }

  /// The functions whose upstream polynomial is as good as one of our own.
  static bool isUpstream(StringRef name) {
    return name == math::Log1pOp::getOperationName() ||
           name == math::LogOp::getOperationName();
  }
};
} // namespace
