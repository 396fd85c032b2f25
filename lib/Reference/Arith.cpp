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

void norm::addArithRules(Rules &rules) {
  using namespace arith;
  const ScalarEntry entries[] = {
      {AddIOp::getOperationName(), wrapped<std::plus<uint64_t>>},
      {SubIOp::getOperationName(), wrapped<std::minus<uint64_t>>},
      {MulIOp::getOperationName(), wrapped<std::multiplies<uint64_t>>},
      {AndIOp::getOperationName(), wrapped<std::bit_and<uint64_t>>},
      {OrIOp::getOperationName(), wrapped<std::bit_or<uint64_t>>},
      {XOrIOp::getOperationName(), wrapped<std::bit_xor<uint64_t>>},
      {MinSIOp::getOperationName(), minSigned},
      {MaxSIOp::getOperationName(), maxSigned},
      {CmpIOp::getOperationName(), compareIntegers},
      {SelectOp::getOperationName(), select},
      {ExtSIOp::getOperationName(), same},
      {ExtUIOp::getOperationName(), widenByZeros},
      {TruncIOp::getOperationName(), wrapOperand},
      {IndexCastOp::getOperationName(), wrapOperand},
      {IndexCastUIOp::getOperationName(), widenByZeros},
      {AddFOp::getOperationName(), real2<add>},
      {SubFOp::getOperationName(), real2<subtract>},
      {MulFOp::getOperationName(), real2<multiply>},
      {DivFOp::getOperationName(), real2<divide>},
      {RemFOp::getOperationName(), real2<std::fmod>},
      {NegFOp::getOperationName(), real<negate>},
      {MinimumFOp::getOperationName(), real2<minimum>},
      {MaximumFOp::getOperationName(), real2<maximum>},
      {MinNumFOp::getOperationName(), real2<std::fmin>},
      {MaxNumFOp::getOperationName(), real2<std::fmax>},
      {CmpFOp::getOperationName(), compareReals},
      {ExtFOp::getOperationName(), same},
      {TruncFOp::getOperationName(), same},
      {SIToFPOp::getOperationName(), fromSigned},
      {UIToFPOp::getOperationName(), fromUnsigned},
      {FPToSIOp::getOperationName(), toInteger<false>},
      {FPToUIOp::getOperationName(), toInteger<true>},
      {BitcastOp::getOperationName(), bitcast},
  };
  addScalars(rules, entries);
}
