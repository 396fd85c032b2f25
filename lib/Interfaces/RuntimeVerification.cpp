// RuntimeVerifiableOpInterface of all ops: two extents on one iterator are
// equal; a dynamic extent is never a run-time 1 that broadcasts.
#include "Models.h"
#include "norm/IR/IterationSpace.h"
#include "norm/IR/OpList.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// An operand's dimension that has the extent of an iterator.
struct Place {
  OpOperand *operand;
  int64_t dim;

  bool isDynamic() const {
    return cast<ShapedType>(operand->get().getType()).isDynamicDim(dim);
  }
};
} // namespace

static SmallVector<Place> placesOf(Operation *op, unsigned iterator) {
  SmallVector<Place> places;
  AffineExpr wanted = getAffineDimExpr(iterator, op->getContext());
  IterationSpace space(op);
  for (auto [operand, map] :
       llvm::zip_equal(op->getOpOperands(), space.operandMaps))
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (expr == wanted)
        places.push_back({&operand, static_cast<int64_t>(dim)});
  return places;
}

static void assertEqual(OpBuilder &builder, Location loc, Place first,
                        Place second, StringRef message) {
  auto extent = [&](Place place) {
    return getValueOrCreateConstantIndexOp(
        builder, loc,
        getMixedExtent(builder, loc, place.operand->get(), place.dim));
  };
  Value equal = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                      extent(first), extent(second));
  cf::AssertOp::create(builder, loc, equal, message);
}

namespace {
template <typename OpTy>
struct VerificationModel final
    : RuntimeVerifiableOpInterface::ExternalModel<VerificationModel<OpTy>,
                                                  OpTy> {
  void generateRuntimeVerification(
      Operation *op, OpBuilder &builder, Location loc,
      function_ref<std::string(Operation *, StringRef)> message) const {
    for (unsigned iterator = 0; iterator < IterationSpace(op).iterators.size();
         ++iterator) {
      SmallVector<Place> places = placesOf(op, iterator);
      for (Place place : ArrayRef(places).drop_front()) {
        if (!place.isDynamic() && !places.front().isDynamic())
          continue;
        std::string text = llvm::formatv(
            "expects dimension #{0} of operand #{1} and dimension #{2} of "
            "operand "
            "#{3} to be equal",
            places.front().dim, places.front().operand->getOperandNumber(),
            place.dim, place.operand->getOperandNumber());
        assertEqual(builder, loc, places.front(), place, message(op, text));
      }
    }
  }
};
} // namespace

void norm::attachRuntimeVerificationModels(MLIRContext *context) {
  GenericOp::attachInterface<VerificationModel<GenericOp>>(*context);
  forEachNormalizer([&](auto *op) {
    using OpTy = std::remove_pointer_t<decltype(op)>;
    OpTy::template attachInterface<VerificationModel<OpTy>>(*context);
  });
}
