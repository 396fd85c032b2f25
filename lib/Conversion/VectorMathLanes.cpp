#include "VectorMathLanes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::norm;

Value Lanes::splat(float value) {
  return arith::ConstantOp::create(builder,
                                   DenseElementsAttr::get(type, value));
}

Value Lanes::constant(ArrayRef<float> lanes) {
  return arith::ConstantOp::create(builder,
                                   DenseElementsAttr::get(type, lanes));
}

//===- Arithmetic ---------------------------------------------------------===//

Value Lanes::add(Value a, Value b) {
  return arith::AddFOp::create(builder, a, b);
}

Value Lanes::subtract(Value a, Value b) {
  return arith::SubFOp::create(builder, a, b);
}

Value Lanes::multiply(Value a, Value b) {
  return arith::MulFOp::create(builder, a, b);
}

Value Lanes::divide(Value a, Value b) {
  return arith::DivFOp::create(builder, a, b);
}

Value Lanes::multiplyAdd(Value a, Value b, Value c) {
  if (target.fma)
    return math::FmaOp::create(builder, a, b, c);
  return add(multiply(a, b), c);
}

Value Lanes::polynomial(Value x, ArrayRef<float> coefficients) {
  Value sum = splat(coefficients.front());
  for (float coefficient : coefficients.drop_front())
    sum = multiplyAdd(sum, x, splat(coefficient));
  return sum;
}

//===- Bounds -------------------------------------------------------------===//

/// `bound` in the lanes where it stands in this relation to x. With an ordered
/// strict relation, x86 has one instruction for the comparison and the choice.
static Value replaceWhere(ImplicitLocOpBuilder &builder,
                          arith::CmpFPredicate relation, Value bound, Value x) {
  Value replaced = arith::CmpFOp::create(builder, relation, bound, x);
  return arith::SelectOp::create(builder, replaced, bound, x);
}

Value Lanes::atLeast(Value x, float bound) {
  return replaceWhere(builder, arith::CmpFPredicate::OGT, splat(bound), x);
}

Value Lanes::atMost(Value x, float bound) {
  return replaceWhere(builder, arith::CmpFPredicate::OLT, splat(bound), x);
}

Value Lanes::isAtLeastOrNaN(Value x, float bound) {
  return arith::CmpFOp::create(builder, arith::CmpFPredicate::UGE, x,
                               splat(bound));
}

Value Lanes::keep(Value mask, Value x) {
  return arith::SelectOp::create(builder, mask, x, splat(0.0f));
}

//===- Encodings ----------------------------------------------------------===//

Value Lanes::toBits(Value x) {
  Type bits = type.clone(builder.getI32Type());
  return arith::BitcastOp::create(builder, bits, x);
}

Value Lanes::magnitude(Value x) { return math::AbsFOp::create(builder, x); }

Value Lanes::withSign(Value x, Value sign) {
  return math::CopySignOp::create(builder, x, sign);
}

template <typename ShiftOp>
static Value shift(ImplicitLocOpBuilder &builder, Value bits, unsigned count) {
  auto type = cast<VectorType>(bits.getType());
  Value amount = arith::ConstantOp::create(
      builder, DenseElementsAttr::get(type, builder.getI32IntegerAttr(count)));
  return ShiftOp::create(builder, bits, amount);
}

Value Lanes::exponentFromLowBits(Value x) {
  Value shifted = shift<arith::ShLIOp>(builder, toBits(x), 23);
  return arith::BitcastOp::create(builder, type, shifted);
}

Value Lanes::shiftDown(Value x, unsigned bits) {
  Value shifted = shift<arith::ShRUIOp>(builder, toBits(x), bits);
  return arith::BitcastOp::create(builder, type, shifted);
}

//===- AVX-512 ------------------------------------------------------------===//

bool Lanes::hasAVX512() const {
  int64_t lanes = type.getNumElements();
  return target.avx512 && !type.isScalable() && (lanes == 8 || lanes == 16);
}

Value Lanes::call(StringRef intrinsic, ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(
             builder, type, builder.getStringAttr(intrinsic), operands)
      .getResult(0);
}

Value Lanes::lookUp(ArrayRef<float> table, Value x) {
  size_t lanes = type.getNumElements();
  if (table.size() == lanes)
    return call("llvm.x86.avx512.permvar.sf.512", {constant(table), toBits(x)});
  Value low = constant(table.take_front(lanes));
  Value high = constant(table.drop_front(lanes));
  return call(lanes == 16 ? "llvm.x86.avx512.vpermi2var.ps.512"
                          : "llvm.x86.avx512.vpermi2var.ps.256",
              {low, toBits(x), high});
}

Value Lanes::scale(Value x, Value n) {
  bool isWide = type.getNumElements() == 16;
  auto maskType = builder.getIntegerType(type.getNumElements());
  Value all = LLVM::ConstantOp::create(builder, maskType,
                                       builder.getIntegerAttr(maskType, -1));
  if (!isWide)
    return call("llvm.x86.avx512.mask.scalef.ps.256", {x, n, x, all});
  // 4: round as the control register says.
  Value rounding = LLVM::ConstantOp::create(builder, builder.getI32Type(),
                                            builder.getI32IntegerAttr(4));
  return call("llvm.x86.avx512.mask.scalef.ps.512", {x, n, x, all, rounding});
}

Value Lanes::roundToInteger(Value x) {
  auto integers = type.clone(builder.getI32Type());
  auto name = builder.getStringAttr(type.getNumElements() == 16
                                        ? "llvm.lrint.v16i32.v16f32"
                                        : "llvm.lrint.v8i32.v8f32");
  return LLVM::CallIntrinsicOp::create(builder, integers, name, ValueRange{x})
      .getResult(0);
}
