// Extents of the common space, before anything of it is computed.
#include "Fusion.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

/// `map` in the common space, dimension by dimension.
static AffineMap boundMap(AffineMap map, const Fusion &fusion,
                          const Places &places) {
  MLIRContext *context = map.getContext();
  auto exprs = llvm::map_to_vector(map.getResults(), [&](AffineExpr expr) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || places[dim.getPosition()].size() != 1)
      return getAffineConstantExpr(0, context);
    return getAffineDimExpr(places[dim.getPosition()].front(), context);
  });
  return AffineMap::get(fusion.iterators.size(), 0, exprs, context);
}

Bounds fuse::collectBounds(Fusion &fusion) {
  Bounds bounds;
  for (Member &member : fusion.members) {
    auto add = [&](Value value, AffineMap map) {
      if (!value || !isa<RankedTensorType>(value.getType()) ||
          fusion.dependsOnFirst(value))
        return;
      bounds.values.push_back(value);
      bounds.maps.push_back(boundMap(map, fusion, member.places));
    };
    for (const Source &input : member.kernel.inputs)
      if (!input.constant)
        add(input.value, input.map);
    for (auto [init, map] :
         llvm::zip_equal(member.kernel.inits, member.kernel.outputMaps))
      add(init, map);
  }
  return bounds;
}

OpFoldResult fuse::findSpelledExtent(Fusion &fusion, unsigned iterator) {
  for (const Edge &edge : fusion.edges) {
    auto expand = dyn_cast_if_present<tensor::ExpandShapeOp>(edge.reshape);
    if (!expand)
      continue;
    AffineMap map = fusion.second().kernel.inputs[edge.input].map;
    for (auto [extent, expr] :
         llvm::zip_equal(expand.getMixedOutputShape(), map.getResults())) {
      auto value = dyn_cast<Value>(extent);
      if (expr == getAffineDimExpr(iterator, expr.getContext()) &&
          !(value && fusion.dependsOnFirst(value)))
        return extent;
    }
  }
  return {};
}
