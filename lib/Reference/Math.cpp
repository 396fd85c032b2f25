// The scalars of `math` over the reals. Its integer ops run through their own
// folders (compileIntegerFold).

#include "Scalar.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>

using namespace mlir;
using namespace mlir::norm;

static double rsqrt(double a) { return 1.0 / std::sqrt(a); }

static double clamp(double a, double low, double high) {
  return std::fmax(std::fmin(a, high), low);
}

static Cell realToInteger(Cell a, Cell b, Cell, const ScalarInfo &) {
  return realCell(std::pow(a.real, static_cast<double>(b.integer)));
}

static FailureOr<Action> compileSincos(math::SincosOp op, Compiler &compiler) {
  Slot operand = compiler.slot(op.getOperand());
  Slot sin = compiler.slot(op.getSin()), cos = compiler.slot(op.getCos());
  Action scalar = [=](Frame &frame) {
    double angle = frame[operand].cell.real;
    frame[sin].cell = realCell(std::sin(angle));
    frame[cos].cell = realCell(std::cos(angle));
    return success();
  };
  return overElements(op, std::move(scalar), compiler);
}

void norm::addMathRules(Rules &rules) {
  using namespace math;
  const ScalarEntry entries[] = {
      {AbsFOp::getOperationName(), real<std::fabs>},
      {AcosOp::getOperationName(), real<std::acos>},
      {AcoshOp::getOperationName(), real<std::acosh>},
      {AsinOp::getOperationName(), real<std::asin>},
      {AsinhOp::getOperationName(), real<std::asinh>},
      {AtanOp::getOperationName(), real<std::atan>},
      {Atan2Op::getOperationName(), real2<std::atan2>},
      {AtanhOp::getOperationName(), real<std::atanh>},
      {CbrtOp::getOperationName(), real<std::cbrt>},
      {CeilOp::getOperationName(), real<std::ceil>},
      {ClampFOp::getOperationName(), real3<clamp>},
      {CopySignOp::getOperationName(), real2<std::copysign>},
      {CosOp::getOperationName(), real<std::cos>},
      {CoshOp::getOperationName(), real<std::cosh>},
      {ErfOp::getOperationName(), real<std::erf>},
      {ErfcOp::getOperationName(), real<std::erfc>},
      {ExpOp::getOperationName(), real<std::exp>},
      {Exp2Op::getOperationName(), real<std::exp2>},
      {ExpM1Op::getOperationName(), real<std::expm1>},
      {FloorOp::getOperationName(), real<std::floor>},
      {FmaOp::getOperationName(), real3<std::fma>},
      {FPowIOp::getOperationName(), realToInteger},
      {IsFiniteOp::getOperationName(), classify<std::isfinite>},
      {IsInfOp::getOperationName(), classify<std::isinf>},
      {IsNaNOp::getOperationName(), classify<std::isnan>},
      {IsNormalOp::getOperationName(), classify<std::isnormal>},
      {LogOp::getOperationName(), real<std::log>},
      {Log10Op::getOperationName(), real<std::log10>},
      {Log1pOp::getOperationName(), real<std::log1p>},
      {Log2Op::getOperationName(), real<std::log2>},
      {PowFOp::getOperationName(), real2<std::pow>},
      {RoundOp::getOperationName(), real<std::round>},
      {RoundEvenOp::getOperationName(), real<std::nearbyint>},
      {RsqrtOp::getOperationName(), real<rsqrt>},
      {SinOp::getOperationName(), real<std::sin>},
      {SinhOp::getOperationName(), real<std::sinh>},
      {SqrtOp::getOperationName(), real<std::sqrt>},
      {TanOp::getOperationName(), real<std::tan>},
      {TanhOp::getOperationName(), real<std::tanh>},
      {TruncOp::getOperationName(), real<std::trunc>},
  };
  addScalars(rules, entries);
  rules.add<SincosOp>(compileSincos);
}
