#include "CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using vector::CombiningKind;

/// The same combination under the name that arith gives it.
static arith::AtomicRMWKind toArith(CombiningKind kind, bool isFloat) {
  using arith::AtomicRMWKind;
  switch (kind) {
  case CombiningKind::ADD:
    return isFloat ? AtomicRMWKind::addf : AtomicRMWKind::addi;
  case CombiningKind::MUL:
    return isFloat ? AtomicRMWKind::mulf : AtomicRMWKind::muli;
  case CombiningKind::MINUI:
    return AtomicRMWKind::minu;
  case CombiningKind::MINSI:
    return AtomicRMWKind::mins;
  case CombiningKind::MINNUMF:
    return AtomicRMWKind::minnumf;
  case CombiningKind::MAXUI:
    return AtomicRMWKind::maxu;
  case CombiningKind::MAXSI:
    return AtomicRMWKind::maxs;
  case CombiningKind::MAXNUMF:
    return AtomicRMWKind::maxnumf;
  case CombiningKind::AND:
    return AtomicRMWKind::andi;
  case CombiningKind::OR:
    return AtomicRMWKind::ori;
  case CombiningKind::XOR:
    return AtomicRMWKind::xori;
  case CombiningKind::MINIMUMF:
    return AtomicRMWKind::minimumf;
  case CombiningKind::MAXIMUMF:
    return AtomicRMWKind::maximumf;
  }
  llvm_unreachable("all kinds are handled");
}

TypedAttr norm::getIdentity(CombiningKind kind, Type type) {
  OpBuilder builder(type.getContext());
  Location loc = builder.getUnknownLoc();
  arith::AtomicRMWKind arithKind = toArith(kind, isa<FloatType>(type));
  if (!type.isIndex())
    return arith::getIdentityValueAttr(arithKind, type, builder, loc);
  auto wide = builder.getIntegerType(IndexType::kInternalStorageBitWidth);
  auto identity = cast<IntegerAttr>(
      arith::getIdentityValueAttr(arithKind, wide, builder, loc));
  return IntegerAttr::get(type, identity.getValue());
}
