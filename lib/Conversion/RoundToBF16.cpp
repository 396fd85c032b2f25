#include "norm/Conversion/Machine.h"
#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMROUNDTOBF16
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;

/// `wide` in f32, rounded to odd: toward zero, then the last bit set if
/// anything was dropped.
static Value roundToOdd(OpBuilder &builder, Location loc, Value wide) {
  using arith::CmpFPredicate;
  auto like = [&](Type element) -> Type {
    auto vector = dyn_cast<VectorType>(wide.getType());
    return vector ? vector.clone(element) : element;
  };
  Type i32 = like(builder.getI32Type());
  Type f32 = like(builder.getF32Type());
  Value nearest = arith::TruncFOp::create(builder, loc, f32, wide);
  Value back = arith::ExtFOp::create(builder, loc, wide.getType(), nearest);
  Value away = arith::CmpFOp::create(builder, loc, CmpFPredicate::OGT,
                                     math::AbsFOp::create(builder, loc, back),
                                     math::AbsFOp::create(builder, loc, wide));
  Value inexact =
      arith::CmpFOp::create(builder, loc, CmpFPredicate::ONE, back, wide);

  Value bits = arith::BitcastOp::create(builder, loc, i32, nearest);
  Value towardZero = arith::SubIOp::create(
      builder, loc, bits, arith::ExtUIOp::create(builder, loc, i32, away));
  Value odd =
      arith::OrIOp::create(builder, loc, towardZero,
                           arith::ExtUIOp::create(builder, loc, i32, inexact));
  return arith::BitcastOp::create(builder, loc, f32, odd);
}

/// truncf x : f64 to bf16 -> truncf (x in f32, rounded to odd) : f32 to bf16.
static LogicalResult narrowThroughF32(arith::TruncFOp op,
                                      PatternRewriter &rewriter) {
  if (!getElementTypeOrSelf(op.getIn().getType()).isF64() ||
      !getElementTypeOrSelf(op.getType()).isBF16())
    return rewriter.notifyMatchFailure(op, "not f64 to bf16");
  Value odd = roundToOdd(rewriter, op.getLoc(), op.getIn());
  rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(), odd);
  return success();
}

static bool isVectorOfF32ToBF16(arith::TruncFOp op) {
  auto type = dyn_cast<VectorType>(op.getType());
  return type && type.getElementType().isBF16() &&
         getElementTypeOrSelf(op.getIn().getType()).isF32();
}

/// truncf x : vector of f32 to bf16 -> one instruction of the machine.
static LogicalResult narrowByInstruction(arith::TruncFOp op,
                                         PatternRewriter &rewriter) {
  if (!isVectorOfF32ToBF16(op))
    return rewriter.notifyMatchFailure(op, "not a vector of f32 to bf16");
  rewriter.replaceOpWithNewOp<LLVM::FPTruncOp>(op, op.getType(), op.getIn());
  return success();
}

/// truncf x : vector of f32 to bf16 -> the upper halves, rounded to even. NaN
/// is replaced before that: a choice between vectors of bf16, which LLVM would
/// make of a later one, it makes element by element.
static LogicalResult narrowByIntegers(arith::TruncFOp op,
                                      PatternRewriter &rewriter) {
  if (!isVectorOfF32ToBF16(op))
    return rewriter.notifyMatchFailure(op, "not a vector of f32 to bf16");
  Location loc = op.getLoc();
  auto type = cast<VectorType>(op.getType());
  auto wide = type.clone(rewriter.getI32Type());
  auto constant = [&](int32_t value) -> Value {
    return arith::ConstantOp::create(rewriter, loc,
                                     DenseElementsAttr::get(wide, value));
  };
  Value isNaN = arith::CmpFOp::create(rewriter, loc, arith::CmpFPredicate::UNO,
                                      op.getIn(), op.getIn());
  Value bits = arith::BitcastOp::create(rewriter, loc, wide, op.getIn());
  bits =
      arith::SelectOp::create(rewriter, loc, isNaN, constant(0x7FC00000), bits);
  Value half = constant(16);
  Value upper = arith::ShRUIOp::create(rewriter, loc, bits, half);
  Value odd = arith::AndIOp::create(rewriter, loc, upper, constant(1));
  Value carried = arith::AddIOp::create(rewriter, loc, bits, constant(0x7FFF));
  carried = arith::AddIOp::create(rewriter, loc, carried, odd);
  Value result = arith::TruncIOp::create(
      rewriter, loc, type.clone(rewriter.getI16Type()),
      arith::ShRUIOp::create(rewriter, loc, carried, half));
  rewriter.replaceOpWithNewOp<arith::BitcastOp>(op, type, result);
  return success();
}

/// Each op on bf16 rounds. The emulation in f32 would have its casts contract
/// with those of the next op.
static void keepRounding(arith::TruncFOp op) {
  std::optional<arith::FastMathFlags> flags = op.getFastmath();
  if (flags && getElementTypeOrSelf(op.getType()).isBF16())
    op.setFastmath(arith::bitEnumClear(*flags, arith::FastMathFlags::contract));
}

namespace {
struct NormRoundToBF16 final
    : norm::impl::NormRoundToBF16Base<NormRoundToBF16> {
  void runOnOperation() override {
    getOperation()->walk(keepRounding);
    RewritePatternSet first(&getContext());
    first.add(narrowThroughF32);
    walkAndApplyPatterns(getOperation(), std::move(first));
    RewritePatternSet patterns(&getContext());
    norm::MachineAttr machine = norm::findMachine(getOperation());
    patterns.add(machine && machine.getBf16() ? narrowByInstruction
                                              : narrowByIntegers);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
