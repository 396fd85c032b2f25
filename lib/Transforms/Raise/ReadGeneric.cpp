// norm.generic as nodes.

#include "norm/IR/Norm.h"
#include "norm/Transforms/Raise/Read.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

namespace {
/// Reads one `norm.generic` on tensors, whose reductions stand in its body.
class GenericReader {
public:
  GenericReader(GenericOp op, IndexedValues &values)
      : op(op), values(values), loops(op.getStaticLoopRanges()) {}

  std::optional<Access> read(unsigned number);

private:
  bool bindArguments();
  std::optional<Access> readBodyOp(Operation *inner);
  std::optional<Access> readReduce(ReduceOp reduce);
  std::optional<Access> readCount(CountOp count);

  GenericOp op;
  IndexedValues &values;
  SmallVector<int64_t> loops;
};
} // namespace

bool GenericReader::bindArguments() {
  for (auto [argument, input, map] :
       llvm::zip(op.getBody()->getArguments(), op.getInputs(),
                 op.getIndexingMapsArray())) {
    auto place = placeAlong(map, loops);
    if (!place)
      return false;
    values.bind(argument, readAt(input, *place, values));
  }
  return true;
}

std::optional<Access> GenericReader::readReduce(ReduceOp reduce) {
  std::optional<vector::CombiningKind> kind = reduce.getKind();
  if (!kind)
    return std::nullopt;
  SmallVector<unsigned> reduced;
  for (int64_t loop : reduce.getReducedIterators())
    if (loops[loop] != 1)
      reduced.push_back(loop);
  return reduceOver(*kind, reduce.getResult(0).getType(),
                    values.of(reduce.getOperand(0)), reduced, values);
}

/// The product of the extents that are counted.
std::optional<Access> GenericReader::readCount(CountOp count) {
  Type type = count.getResult().getType();
  int64_t points = 1;
  std::optional<int64_t> dynamic;
  for (int64_t loop : count.getCountedIterators()) {
    if (ShapedType::isDynamic(loops[loop]) && dynamic)
      return std::nullopt;
    if (ShapedType::isDynamic(loops[loop]))
      dynamic = loop;
    else
      points *= loops[loop];
  }
  Builder builder(op.getContext());
  if (!dynamic)
    return values.constant(
        isa<FloatType>(type)
            ? TypedAttr(builder.getFloatAttr(type, double(points)))
            : TypedAttr(builder.getIntegerAttr(type, points)));
  for (auto [input, map] : llvm::zip(op.getInputs(), op.getIndexingMapsArray()))
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (expr == builder.getAffineDimExpr(*dynamic) && points == 1)
        return values.extent(input, dim, type);
  return std::nullopt;
}

std::optional<Access> GenericReader::readBodyOp(Operation *inner) {
  if (auto reduce = dyn_cast<ReduceOp>(inner))
    return readReduce(reduce);
  if (auto count = dyn_cast<CountOp>(inner))
    return readCount(count);
  if (auto index = dyn_cast<IndexOp>(inner))
    return values.position(index.getDim(), loops[index.getDim()],
                           index.getResult().getType());
  return readPointwise(inner, values);
}

std::optional<Access> GenericReader::read(unsigned number) {
  if (!bindArguments())
    return std::nullopt;
  for (Operation &inner : op.getBody()->without_terminator()) {
    std::optional<Access> access = readBodyOp(&inner);
    if (!access)
      return std::nullopt;
    values.bind(inner.getResult(0), *access);
  }
  Value yielded = op.getBody()->getTerminator()->getOperand(number);
  AffineMap map = op.getIndexingMapsArray()[op.getInputs().size() + number];
  return alongResult(values.of(yielded), map, loops, values);
}

std::optional<Access> norm::raise::readGeneric(OpResult result,
                                               IndexedValues &values) {
  return GenericReader(cast<GenericOp>(result.getOwner()), values)
      .read(result.getResultNumber());
}
