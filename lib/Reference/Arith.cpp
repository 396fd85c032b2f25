// The scalars of `arith`. Integer ops that are not here run through their own
// folders (compileIntegerFold).

#include "Scalar.h"

#include "norm/Support/Element.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>

using namespace mlir;
using namespace mlir::norm;

//===- Integers -----------------------------------------------------------===//

/// The cell of an integer wrapped to the width of the result.
static Cell wrap(uint64_t value, const ScalarInfo &info) {
  return integerCell(llvm::SignExtend64(value, info.resultWidth));
}

/// The unsigned reading of an operand.
static uint64_t zeroExtend(Cell cell, const ScalarInfo &info) {
  return cell.integer & llvm::maskTrailingOnes<uint64_t>(info.operandWidth);
}

template <typename Operation>
static Cell wrapped(Cell a, Cell b, Cell, const ScalarInfo &info) {
  return wrap(Operation()(static_cast<uint64_t>(a.integer),
                          static_cast<uint64_t>(b.integer)),
              info);
}

static Cell same(Cell a, Cell, Cell, const ScalarInfo &) { return a; }

static Cell wrapOperand(Cell a, Cell, Cell, const ScalarInfo &info) {
  return wrap(a.integer, info);
}

static Cell widenByZeros(Cell a, Cell, Cell, const ScalarInfo &info) {
  return wrap(zeroExtend(a, info), info);
}

static Cell minSigned(Cell a, Cell b, Cell, const ScalarInfo &) {
  return a.integer < b.integer ? a : b;
}

static Cell maxSigned(Cell a, Cell b, Cell, const ScalarInfo &) {
  return a.integer > b.integer ? a : b;
}

static Cell compareIntegers(Cell a, Cell b, Cell, const ScalarInfo &info) {
  auto predicate = static_cast<arith::CmpIPredicate>(info.predicate);
  APInt lhs(64, a.integer), rhs(64, b.integer);
  // Sign extension keeps the unsigned order as well.
  return truthCell(arith::applyCmpPredicate(predicate, lhs, rhs));
}

static Cell select(Cell condition, Cell a, Cell b, const ScalarInfo &) {
  return condition.integer ? a : b;
}

//===- Reals --------------------------------------------------------------===//

static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divide(double a, double b) { return a / b; }
static double negate(double a) { return -a; }

/// NaN wins, and -0 is below +0.
static double maximum(double a, double b) {
  if (std::isnan(a) || std::isnan(b))
    return a + b;
  if (a == b)
    return std::signbit(a) ? b : a;
  return a > b ? a : b;
}
static double minimum(double a, double b) { return -maximum(-a, -b); }

static Cell compareReals(Cell a, Cell b, Cell, const ScalarInfo &info) {
  auto predicate = static_cast<arith::CmpFPredicate>(info.predicate);
  return truthCell(
      arith::applyCmpPredicate(predicate, APFloat(a.real), APFloat(b.real)));
}

//===- From one to the other ----------------------------------------------===//

static Cell fromSigned(Cell a, Cell, Cell, const ScalarInfo &) {
  return realCell(static_cast<double>(a.integer));
}

static Cell fromUnsigned(Cell a, Cell, Cell, const ScalarInfo &info) {
  return realCell(static_cast<double>(zeroExtend(a, info)));
}

template <bool isUnsigned>
static Cell toInteger(Cell a, Cell, Cell, const ScalarInfo &info) {
  llvm::APSInt value(info.resultWidth, isUnsigned);
  bool isExact;
  APFloat(a.real).convertToInteger(value, APFloat::rmTowardZero, &isExact);
  return toCell(value);
}

static Cell bitcast(Cell a, Cell, Cell, const ScalarInfo &info) {
  char bits[sizeof(uint64_t)];
  storeElement(info.operandType, a, bits);
  return loadElement(info.resultType, bits);
}

static constexpr ScalarEntry entries[] = {
    {arith::AddIOp::getOperationName(), wrapped<std::plus<uint64_t>>},
    {arith::SubIOp::getOperationName(), wrapped<std::minus<uint64_t>>},
    {arith::MulIOp::getOperationName(), wrapped<std::multiplies<uint64_t>>},
    {arith::AndIOp::getOperationName(), wrapped<std::bit_and<uint64_t>>},
    {arith::OrIOp::getOperationName(), wrapped<std::bit_or<uint64_t>>},
    {arith::XOrIOp::getOperationName(), wrapped<std::bit_xor<uint64_t>>},
    {arith::MinSIOp::getOperationName(), minSigned},
    {arith::MaxSIOp::getOperationName(), maxSigned},
    {arith::CmpIOp::getOperationName(), compareIntegers},
    {arith::SelectOp::getOperationName(), select},
    {arith::ExtSIOp::getOperationName(), same},
    {arith::ExtUIOp::getOperationName(), widenByZeros},
    {arith::TruncIOp::getOperationName(), wrapOperand},
    {arith::IndexCastOp::getOperationName(), wrapOperand},
    {arith::IndexCastUIOp::getOperationName(), widenByZeros},
    {arith::AddFOp::getOperationName(), real2<add>},
    {arith::SubFOp::getOperationName(), real2<subtract>},
    {arith::MulFOp::getOperationName(), real2<multiply>},
    {arith::DivFOp::getOperationName(), real2<divide>},
    {arith::RemFOp::getOperationName(), real2<std::fmod>},
    {arith::NegFOp::getOperationName(), real<negate>},
    {arith::MinimumFOp::getOperationName(), real2<minimum>},
    {arith::MaximumFOp::getOperationName(), real2<maximum>},
    {arith::MinNumFOp::getOperationName(), real2<std::fmin>},
    {arith::MaxNumFOp::getOperationName(), real2<std::fmax>},
    {arith::CmpFOp::getOperationName(), compareReals},
    {arith::ExtFOp::getOperationName(), same},
    {arith::TruncFOp::getOperationName(), same},
    {arith::SIToFPOp::getOperationName(), fromSigned},
    {arith::UIToFPOp::getOperationName(), fromUnsigned},
    {arith::FPToSIOp::getOperationName(), toInteger<false>},
    {arith::FPToUIOp::getOperationName(), toInteger<true>},
    {arith::BitcastOp::getOperationName(), bitcast},
};

void norm::addArithRules(Rules &rules) { addScalars(rules, entries); }
