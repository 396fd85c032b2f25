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

static constexpr ScalarEntry entries[] = {
    {math::AbsFOp::getOperationName(), real<std::fabs>},
    {math::AcosOp::getOperationName(), real<std::acos>},
    {math::AcoshOp::getOperationName(), real<std::acosh>},
    {math::AsinOp::getOperationName(), real<std::asin>},
    {math::AsinhOp::getOperationName(), real<std::asinh>},
    {math::AtanOp::getOperationName(), real<std::atan>},
    {math::Atan2Op::getOperationName(), real2<std::atan2>},
    {math::AtanhOp::getOperationName(), real<std::atanh>},
    {math::CbrtOp::getOperationName(), real<std::cbrt>},
    {math::CeilOp::getOperationName(), real<std::ceil>},
    {math::ClampFOp::getOperationName(), real3<clamp>},
    {math::CopySignOp::getOperationName(), real2<std::copysign>},
    {math::CosOp::getOperationName(), real<std::cos>},
    {math::CoshOp::getOperationName(), real<std::cosh>},
    {math::ErfOp::getOperationName(), real<std::erf>},
    {math::ErfcOp::getOperationName(), real<std::erfc>},
    {math::ExpOp::getOperationName(), real<std::exp>},
    {math::Exp2Op::getOperationName(), real<std::exp2>},
    {math::ExpM1Op::getOperationName(), real<std::expm1>},
    {math::FloorOp::getOperationName(), real<std::floor>},
    {math::FmaOp::getOperationName(), real3<std::fma>},
    {math::FPowIOp::getOperationName(), realToInteger},
    {math::IsFiniteOp::getOperationName(), classify<std::isfinite>},
    {math::IsInfOp::getOperationName(), classify<std::isinf>},
    {math::IsNaNOp::getOperationName(), classify<std::isnan>},
    {math::IsNormalOp::getOperationName(), classify<std::isnormal>},
    {math::LogOp::getOperationName(), real<std::log>},
    {math::Log10Op::getOperationName(), real<std::log10>},
    {math::Log1pOp::getOperationName(), real<std::log1p>},
    {math::Log2Op::getOperationName(), real<std::log2>},
    {math::PowFOp::getOperationName(), real2<std::pow>},
    {math::RoundOp::getOperationName(), real<std::round>},
    {math::RoundEvenOp::getOperationName(), real<std::nearbyint>},
    {math::RsqrtOp::getOperationName(), real<rsqrt>},
    {math::SinOp::getOperationName(), real<std::sin>},
    {math::SinhOp::getOperationName(), real<std::sinh>},
    {math::SqrtOp::getOperationName(), real<std::sqrt>},
    {math::TanOp::getOperationName(), real<std::tan>},
    {math::TanhOp::getOperationName(), real<std::tanh>},
    {math::TruncOp::getOperationName(), real<std::trunc>},
};

void norm::addMathRules(Rules &rules) {
  addScalars(rules, entries);
  rules.add<math::SincosOp>(compileSincos);
}
