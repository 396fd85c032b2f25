// ValueBoundsOpInterface of named ops: a result has the extents of the input
// that its map selects. (Those of norm.generic come with destination style.)
#include "Models.h"
#include "norm/IR/OpList.h"

#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
template <typename OpTy>
struct NamedModel final
    : ValueBoundsOpInterface::ExternalModel<NamedModel<OpTy>, OpTy> {
  void populateBoundsForShapedValueDim(Operation *op, Value value, int64_t dim,
                                       ValueBoundsConstraintSet &bounds) const {
    auto named = cast<NormalizationOpInterface>(op);
    AffineMap map =
        named.getResultMaps()[cast<OpResult>(value).getResultNumber()];
    if (auto source = dyn_cast<AffineDimExpr>(map.getResult(dim)))
      bounds.bound(value)[dim] ==
          bounds.getExpr(named.getInput(), source.getPosition());
    else
      bounds.bound(value)[dim] == 1;
  }
};
} // namespace

void norm::attachValueBoundsModels(MLIRContext *context) {
  forEachNormalizer([&](auto *op) {
    using OpTy = std::remove_pointer_t<decltype(op)>;
    OpTy::template attachInterface<NamedModel<OpTy>>(*context);
  });
}
