// Where the fused kernel can stand: in place of the second, with what needs the
// first moved behind it.
#include "Fusion.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

std::optional<std::pair<Value, int64_t>> fuse::findExtent(const Kernel &kernel,
                                                          tensor::DimOp dim) {
  std::optional<int64_t> index = dim.getConstantIndex();
  auto result = dyn_cast<OpResult>(dim.getSource());
  if (!index || !result || result.getOwner() != kernel.op)
    return std::nullopt;
  AffineExpr wanted =
      kernel.outputMaps[result.getResultNumber()].getResult(*index);
  auto find = [&](Value value,
                  AffineMap map) -> std::optional<std::pair<Value, int64_t>> {
    if (value && isa<RankedTensorType>(value.getType()))
      for (auto [i, expr] : llvm::enumerate(map.getResults()))
        if (expr == wanted)
          return std::pair<Value, int64_t>(value, i);
    return std::nullopt;
  };
  for (const Source &input : kernel.inputs)
    if (!input.constant)
      if (auto found = find(input.value, input.map))
        return found;
  for (auto [init, map] : llvm::zip_equal(kernel.inits, kernel.outputMaps))
    if (auto found = find(init, map))
      return found;
  return std::nullopt;
}

bool fuse::isKnownExtent(const Kernel &kernel, Operation *op) {
  auto dim = dyn_cast<tensor::DimOp>(op);
  return dim && findExtent(kernel, dim);
}

bool Fusion::dependsOnFirst(Value value) {
  Operation *producer = value.getDefiningOp();
  return members.size() == 2 && producer &&
         (producer == first().kernel.op || dependents.contains(producer));
}

/// Collects what depends on the first kernel and stands in front of the second.
/// Extents of its results are known before it runs.
static Refusal collectDependents(Fusion &fusion) {
  Operation *first = fusion.first().kernel.op;
  Operation *second = fusion.second().kernel.op;
  SmallVector<Operation *> work = {first};
  while (!work.empty()) {
    Operation *next = work.pop_back_val();
    for (Operation *user : next->getUsers()) {
      Operation *above = second->getBlock()->findAncestorOpInBlock(*user);
      if (!above || above == second || !fusion.order->isBefore(above, second) ||
          (next == first && isKnownExtent(fusion.first().kernel, user)))
        continue;
      if (!isMemoryEffectFree(above))
        return "an op with effects stands in between";
      if (fusion.dependents.insert(above))
        work.push_back(above);
    }
  }
  return {};
}

Refusal fuse::order(Fusion &fusion) {
  if (Refusal why = collectDependents(fusion); !why.empty())
    return why;
  for (auto [i, input] : llvm::enumerate(fusion.second().kernel.inputs))
    if (!fusion.findEdge(i) && !input.constant &&
        fusion.dependsOnFirst(input.value))
      return "the other is needed in between";
  return {};
}
