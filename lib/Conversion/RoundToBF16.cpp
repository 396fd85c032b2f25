#include "norm/Conversion/Machine.h"
#include "norm/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
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

/// The two vectors of f32 that alternate in what becomes bf16, or null.
static vector::InterleaveOp findAlternating(arith::TruncFOp op) {
  return isVectorOfF32ToBF16(op)
             ? op.getIn().getDefiningOp<vector::InterleaveOp>()
             : vector::InterleaveOp();
}

/// truncf (a and b by turns) -> one instruction for both, which leaves b behind
/// a, and their order.
static LogicalResult narrowTwoByInstruction(arith::TruncFOp op,
                                            PatternRewriter &rewriter) {
  vector::InterleaveOp alternating = findAlternating(op);
  if (!alternating)
    return rewriter.notifyMatchFailure(op, "not two vectors by turns");
  Location loc = op.getLoc();
  auto type = cast<VectorType>(op.getType());
  int64_t lanes = type.getNumElements() / 2;
  if (lanes != 8 && lanes != 16)
    return rewriter.notifyMatchFailure(op, "no register of so many lanes");
  auto name = rewriter.getStringAttr(
      lanes == 16 ? "llvm.x86.avx512bf16.cvtne2ps2bf16.512"
                  : "llvm.x86.avx512bf16.cvtne2ps2bf16.256");
  // The first operand goes to the upper half.
  Value halves = LLVM::CallIntrinsicOp::create(
                     rewriter, loc, type, name,
                     ValueRange{alternating.getRhs(), alternating.getLhs()})
                     .getResult(0);
  // LLVM would put bf16 in order one by one.
  auto bitsType = type.clone(rewriter.getI16Type());
  Value bits = arith::BitcastOp::create(rewriter, loc, bitsType, halves);
  SmallVector<int64_t> order;
  for (int64_t lane = 0; lane < lanes; ++lane)
    order.append({lane, lanes + lane});
  Value ordered = vector::ShuffleOp::create(rewriter, loc, bits, bits, order);
  rewriter.replaceOpWithNewOp<arith::BitcastOp>(op, type, ordered);
  return success();
}

/// truncf x : vector of f32 to bf16 -> one instruction of the machine.
static LogicalResult narrowByInstruction(arith::TruncFOp op,
                                         PatternRewriter &rewriter) {
  if (!isVectorOfF32ToBF16(op))
    return rewriter.notifyMatchFailure(op, "not a vector of f32 to bf16");
  rewriter.replaceOpWithNewOp<LLVM::FPTruncOp>(op, op.getType(), op.getIn());
  return success();
}

static Value splat(OpBuilder &builder, Location loc, Type type, int32_t value) {
  return arith::ConstantOp::create(
      builder, loc,
      DenseElementsAttr::get(cast<VectorType>(type),
                             builder.getI32IntegerAttr(value)));
}

/// x rounded to even, as integers whose upper halves are the result. NaN is
/// replaced before that: a choice between vectors of bf16, which LLVM would
/// make of a later one, it makes element by element.
static Value roundUpperHalves(OpBuilder &builder, Location loc, Value x) {
  Type wide = cast<VectorType>(x.getType()).clone(builder.getI32Type());
  auto constant = [&](int32_t value) {
    return splat(builder, loc, wide, value);
  };
  Value isNaN =
      arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::UNO, x, x);
  Value bits = arith::BitcastOp::create(builder, loc, wide, x);
  bits =
      arith::SelectOp::create(builder, loc, isNaN, constant(0x7FC00000), bits);
  Value upper = arith::ShRUIOp::create(builder, loc, bits, constant(16));
  Value odd = arith::AndIOp::create(builder, loc, upper, constant(1));
  Value carried = arith::AddIOp::create(builder, loc, bits, constant(0x7FFF));
  return arith::AddIOp::create(builder, loc, carried, odd);
}

/// truncf x : vector of f32 to bf16 -> the upper halves.
static LogicalResult narrowByIntegers(arith::TruncFOp op,
                                      PatternRewriter &rewriter) {
  if (!isVectorOfF32ToBF16(op))
    return rewriter.notifyMatchFailure(op, "not a vector of f32 to bf16");
  Location loc = op.getLoc();
  auto type = cast<VectorType>(op.getType());
  Value rounded = roundUpperHalves(rewriter, loc, op.getIn());
  Value half = splat(rewriter, loc, rounded.getType(), 16);
  Value result = arith::TruncIOp::create(
      rewriter, loc, type.clone(rewriter.getI16Type()),
      arith::ShRUIOp::create(rewriter, loc, rounded, half));
  rewriter.replaceOpWithNewOp<arith::BitcastOp>(op, type, result);
  return success();
}

/// truncf (a and b by turns) -> words of an upper half of each, a's below.
static LogicalResult narrowTwoByIntegers(arith::TruncFOp op,
                                         PatternRewriter &rewriter) {
  vector::InterleaveOp alternating = findAlternating(op);
  if (!alternating)
    return rewriter.notifyMatchFailure(op, "not two vectors by turns");
  Location loc = op.getLoc();
  Value low = roundUpperHalves(rewriter, loc, alternating.getLhs());
  Value high = roundUpperHalves(rewriter, loc, alternating.getRhs());
  low = arith::ShRUIOp::create(rewriter, loc, low,
                               splat(rewriter, loc, low.getType(), 16));
  high = arith::AndIOp::create(
      rewriter, loc, high,
      splat(rewriter, loc, high.getType(), static_cast<int32_t>(0xFFFF0000)));
  Value words = arith::OrIOp::create(rewriter, loc, low, high);
  rewriter.replaceOpWithNewOp<vector::BitCastOp>(op, op.getType(), words);
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
    bool hasInstruction = machine && machine.getBf16();
    patterns.add(hasInstruction ? narrowByInstruction : narrowByIntegers);
    // Words as x86 has them, the lower half at the lower address.
    if (machine && machine.getX86())
      patterns.add(hasInstruction ? narrowTwoByInstruction
                                  : narrowTwoByIntegers,
                   /*benefit=*/2);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace
