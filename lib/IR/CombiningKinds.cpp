#include "norm/IR/CombiningKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::norm;
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

SmallVector<TypedAttr> norm::getIdentities(ReduceOp reduce) {
  if (auto kind = reduce.getKind())
    return {getIdentity(*kind, reduce->getResult(0).getType())};
  return llvm::to_vector(reduce.getIdentity()->getAsRange<TypedAttr>());
}

SmallVector<Value> norm::combine(OpBuilder &builder, ReduceOp reduce,
                                 ValueRange a, ValueRange b) {
  if (auto kind = reduce.getKind())
    return {vector::makeArithReduction(builder, reduce.getLoc(), *kind,
                                       a.front(), b.front())};
  Block &combiner = reduce.getCombiner().front();
  IRMapping mapping;
  mapping.map(combiner.getArguments().take_front(a.size()), a);
  mapping.map(combiner.getArguments().take_back(b.size()), b);
  for (Operation &op : combiner.without_terminator())
    builder.clone(op, mapping);
  return llvm::map_to_vector(
      combiner.getTerminator()->getOperands(),
      [&](Value value) { return mapping.lookup(value); });
}
