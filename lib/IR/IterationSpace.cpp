#include "norm/IR/IterationSpace.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

static IterationSpace &fillFromGeneric(IterationSpace &space, GenericOp op) {
  space.iterators = op.getIteratorTypesArray();
  space.operandMaps = op.getIndexingMapsArray();
  ArrayRef<AffineMap> outputs = space.operandMaps;
  space.resultMaps = llvm::to_vector(outputs.drop_front(op.getInputs().size()));
  return space;
}

IterationSpace::IterationSpace(Operation *op) {
  if (auto generic = dyn_cast<GenericOp>(op)) {
    fillFromGeneric(*this, generic);
    return;
  }
  auto named = cast<NormalizationOpInterface>(op);
  RankedTensorType input = named.getInput().getType();
  iterators.resize(input.getRank(), utils::IteratorType::parallel);
  for (int64_t dim : named.getReducedDims())
    iterators[dim] = utils::IteratorType::reduction;
  SmallVector<int64_t> along = named.getParameterDims();
  for (Type type : op->getOperandTypes())
    operandMaps.push_back(detail::mapOperand(input, type, along));
  resultMaps = named.getResultMaps();
}

OpFoldResult norm::getMixedExtent(OpBuilder &builder, Location loc,
                                  Value shaped, int64_t dim) {
  if (isa<RankedTensorType>(shaped.getType()))
    return tensor::getMixedSize(builder, loc, shaped, dim);
  return memref::getMixedSize(builder, loc, shaped, dim);
}

SmallVector<OpFoldResult> norm::getIteratorExtents(OpBuilder &builder,
                                                   Location loc,
                                                   ValueRange operands,
                                                   ArrayRef<AffineMap> maps) {
  SmallVector<std::pair<Value, int64_t>> sources;
  for (auto [operand, map] : llvm::zip_equal(operands, maps)) {
    sources.resize(map.getNumDims());
    for (auto [i, expr] : llvm::enumerate(map.getResults())) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        continue;
      auto &source = sources[dim.getPosition()];
      if (!source.first || !cast<ShapedType>(operand.getType()).isDynamicDim(i))
        source = {operand, i};
    }
  }
  return llvm::map_to_vector(sources, [&](std::pair<Value, int64_t> source) {
    return source.first
               ? getMixedExtent(builder, loc, source.first, source.second)
               : OpFoldResult();
  });
}

SmallVector<OpFoldResult> norm::selectThrough(AffineMap map,
                                              ArrayRef<OpFoldResult> values,
                                              OpFoldResult atConstant) {
  return llvm::map_to_vector(map.getResults(), [&](AffineExpr expr) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    return dim ? values[dim.getPosition()] : atConstant;
  });
}

Value norm::sliceThrough(OpBuilder &builder, Location loc, Value operand,
                         AffineMap map, ArrayRef<OpFoldResult> offsets,
                         ArrayRef<OpFoldResult> sizes) {
  if (map.getNumResults() == 0)
    return operand;
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  SmallVector<OpFoldResult> at = selectThrough(map, offsets, zero);
  SmallVector<OpFoldResult> extents = selectThrough(map, sizes, one);
  SmallVector<OpFoldResult> strides(map.getNumResults(), one);
  if (isa<RankedTensorType>(operand.getType()))
    return tensor::ExtractSliceOp::create(builder, loc, operand, at, extents,
                                          strides);
  return memref::SubViewOp::create(builder, loc, operand, at, extents, strides);
}
