// The common space of two kernels.
//
// One is the host, whose iterators the space has; those of the guest lie along
// them. What says so are the tensors that both have at hand: a result of one
// that the other reads, or an input of both. So extents agree, also where they
// are not known.
#include "Fusion.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

namespace {
/// Places the iterators of a guest along those of a host.
class Guest {
public:
  Guest(const Kernel &guest, const Kernel &host)
      : guest(guest), host(host), places(guest.getNumIterators()),
        placed(guest.getNumIterators()), taken(host.getNumIterators()) {}

  /// A tensor lies along `exprs` in the guest and, dimension by dimension,
  /// along groups of results of `hostMap` in the host. False if that
  /// contradicts what is known; then nothing changes.
  bool meet(ArrayRef<AffineExpr> exprs, AffineMap hostMap,
            ArrayRef<ReassociationIndices> groups);

  /// Leaves out single points; false if more is without a place.
  bool finish();

  const Kernel &guest, &host;
  Places places;
  llvm::SmallBitVector placed, taken;

private:
  bool meet(AffineExpr expr, ArrayRef<AffineExpr> hostExprs);
};
} // namespace

bool Guest::meet(AffineExpr expr, ArrayRef<AffineExpr> hostExprs) {
  SmallVector<int64_t, 1> place;
  for (AffineExpr hostExpr : hostExprs)
    if (auto dim = dyn_cast<AffineDimExpr>(hostExpr))
      place.push_back(dim.getPosition());
  auto dim = dyn_cast<AffineDimExpr>(expr);
  if (!dim)
    return true;
  unsigned iterator = dim.getPosition();
  if (placed.test(iterator))
    return places[iterator] == place;
  for (int64_t at : place) {
    if (taken.test(at))
      return false;
    taken.set(at);
  }
  placed.set(iterator);
  places[iterator] = place;
  return true;
}

bool Guest::meet(ArrayRef<AffineExpr> exprs, AffineMap hostMap,
                 ArrayRef<ReassociationIndices> groups) {
  auto before = std::make_tuple(places, placed, taken);
  for (auto [expr, group] : llvm::zip_equal(exprs, groups)) {
    auto hostExprs = llvm::map_to_vector(
        group, [&](int64_t dim) { return hostMap.getResult(dim); });
    if (meet(expr, hostExprs))
      continue;
    std::tie(places, placed, taken) = before;
    return false;
  }
  return true;
}

bool Guest::finish() {
  for (unsigned i = 0; i < guest.getNumIterators(); ++i)
    if (!placed.test(i) && guest.isLong(i))
      return false;
  return true;
}

/// Each dimension for itself.
static SmallVector<ReassociationIndices> singles(AffineMap map) {
  return llvm::map_to_vector(
      llvm::seq<int64_t>(map.getNumResults()),
      [](int64_t dim) { return ReassociationIndices{dim}; });
}

static SmallVector<ReassociationIndices> groupsOf(Operation *reshape,
                                                  AffineMap map) {
  if (auto op = dyn_cast_if_present<tensor::CollapseShapeOp>(reshape))
    return op.getReassociationIndices();
  if (auto op = dyn_cast_if_present<tensor::ExpandShapeOp>(reshape))
    return op.getReassociationIndices();
  return singles(map);
}

/// The larger space is the host; behind a reshape, the one with more
/// dimensions; of equals, the one with rows.
static bool isFirstHost(Fusion &fusion) {
  for (const Edge &edge : fusion.edges)
    if (edge.reshape)
      return isa<tensor::CollapseShapeOp>(edge.reshape);
  Kernel &first = fusion.first().kernel, &second = fusion.second().kernel;
  auto numLong = [](const Kernel &kernel) {
    return kernel.extents.size() - llvm::count(kernel.extents, 1);
  };
  if (numLong(first) != numLong(second))
    return numLong(first) > numLong(second);
  return second.rows.empty() || !first.rows.empty();
}

static Refusal meetAtEdges(Fusion &fusion, Guest &guest, bool firstIsHost) {
  for (const Edge &edge : fusion.edges) {
    AffineMap written = fusion.first().kernel.outputMaps[edge.result];
    AffineMap read = fusion.second().kernel.inputs[edge.input].map;
    AffineMap hostMap = firstIsHost ? written : read;
    AffineMap guestMap = firstIsHost ? read : written;
    if (edge.reshape &&
        isa<tensor::CollapseShapeOp>(edge.reshape) != firstIsHost)
      return "reshapes lead both ways";
    if (!guest.meet(guestMap.getResults(), hostMap,
                    groupsOf(edge.reshape, hostMap)))
      return "a value is read at two places of the space";
  }
  return {};
}

static void meetAtInputs(Guest &guest) {
  for (const Source &input : guest.guest.inputs)
    for (const Source &other : guest.host.inputs)
      if (!guest.placed.all() && input.value == other.value &&
          !input.constant && isa<TensorType>(input.value.getType()))
        guest.meet(input.map.getResults(), other.map, singles(other.map));
}

Refusal fuse::align(Fusion &fusion) {
  bool firstIsHost = isFirstHost(fusion);
  Member &host = firstIsHost ? fusion.first() : fusion.second();
  Member &other = firstIsHost ? fusion.second() : fusion.first();
  Guest guest(other.kernel, host.kernel);
  if (Refusal why = meetAtEdges(fusion, guest, firstIsHost); !why.empty())
    return why;
  meetAtInputs(guest);
  if (!guest.finish())
    return "it iterates over what the other does not have";

  other.places = guest.places;
  for (unsigned i = 0; i < host.kernel.getNumIterators(); ++i)
    host.places.push_back({i});
  fusion.iterators = host.kernel.iterators;
  fusion.extents = host.kernel.extents;
  for (auto [i, place] : llvm::enumerate(other.places))
    for (int64_t iterator : place) {
      if (other.kernel.iterators[i] == utils::IteratorType::reduction)
        fusion.iterators[iterator] = utils::IteratorType::reduction;
      if (place.size() == 1 && ShapedType::isDynamic(fusion.extents[iterator]))
        fusion.extents[iterator] = other.kernel.extents[i];
    }
  return {};
}
