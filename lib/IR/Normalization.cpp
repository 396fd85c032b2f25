// The laws shared by all normalizers, verified and expanded once.
#include "norm/IR/Formula.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

#include "norm/IR/NormInterfaces.cpp.inc"

FloatType norm::detail::computeType(RankedTensorType input,
                                    std::optional<Type> compute) {
  if (compute)
    return cast<FloatType>(*compute);
  auto data = cast<FloatType>(input.getElementType());
  return data.isF64() ? data : Float32Type::get(input.getContext());
}

/// One dimension of an operand of the input's rank: its extent, or 1. (Equal
/// unit extents share the iterator: the input gives each its extent.)
static AffineExpr mapFullRankDim(RankedTensorType input,
                                 RankedTensorType operand, int64_t dim) {
  int64_t extent = operand.getDimSize(dim), expected = input.getDimSize(dim);
  if (extent == 1 && expected != 1)
    return getAffineConstantExpr(0, input.getContext());
  bool dynamic =
      ShapedType::isDynamic(extent) || ShapedType::isDynamic(expected);
  if (extent != expected && !dynamic)
    return {};
  return getAffineDimExpr(dim, input.getContext());
}

/// One dimension of an operand of lower rank: the extent of what it lies along.
static AffineExpr mapAlongDim(RankedTensorType input, int64_t extent,
                              int64_t dim) {
  int64_t expected = input.getDimSize(dim);
  if (extent != expected && !ShapedType::isDynamic(extent) &&
      (!ShapedType::isDynamic(expected) || extent == 1))
    return {};
  return getAffineDimExpr(dim, input.getContext());
}

AffineMap norm::detail::mapOperand(RankedTensorType input, Type type,
                                   ArrayRef<int64_t> along) {
  MLIRContext *context = input.getContext();
  auto tensor = dyn_cast<RankedTensorType>(type);
  int64_t rank = tensor ? tensor.getRank() : 0;
  SmallVector<AffineExpr> exprs;
  if (rank == input.getRank() && rank > 0)
    for (int64_t dim = 0; dim < rank; ++dim)
      exprs.push_back(mapFullRankDim(input, tensor, dim));
  else if (rank == static_cast<int64_t>(along.size()) && rank > 0)
    for (auto [i, dim] : llvm::enumerate(along))
      exprs.push_back(mapAlongDim(input, tensor.getDimSize(i), dim));
  else if (rank > 0)
    return {};
  if (llvm::is_contained(exprs, AffineExpr()))
    return {};
  return AffineMap::get(input.getRank(), 0, exprs, context);
}

AffineMap norm::detail::keepDimsMap(MLIRContext *context, int64_t rank,
                                    ArrayRef<int64_t> dims) {
  SmallVector<AffineExpr> exprs;
  for (int64_t dim = 0; dim < rank; ++dim)
    exprs.push_back(llvm::is_contained(dims, dim)
                        ? getAffineConstantExpr(0, context)
                        : getAffineDimExpr(dim, context));
  return AffineMap::get(rank, 0, exprs, context);
}

RankedTensorType norm::detail::keepDimsType(RankedTensorType input,
                                            ArrayRef<int64_t> dims, Type type) {
  SmallVector<int64_t> shape(input.getShape());
  for (int64_t dim : dims)
    shape[dim] = 1;
  return RankedTensorType::get(shape, type);
}

SmallVector<AffineMap> norm::detail::resultMaps(NormalizationOpInterface op) {
  int64_t rank = op.getInput().getType().getRank();
  SmallVector<AffineMap> maps{
      AffineMap::getMultiDimIdentityMap(rank, op.getContext())};
  maps.resize(op->getNumResults(),
              keepDimsMap(op.getContext(), rank, op.getReducedDims()));
  return maps;
}

FormulaSpace norm::detail::spaceOverInput(NormalizationOpInterface op) {
  RankedTensorType input = op.getInput().getType();
  FormulaSpace space;
  space.operands = llvm::to_vector(op->getOperands());
  for (Value operand : op->getOperands())
    space.operandMaps.push_back(
        mapOperand(input, operand.getType(), op.getParameterDims()));
  space.reducedDims = op.getReducedDims();
  space.resultMaps = op.getResultMaps();
  for (Type type : op->getResultTypes())
    space.resultTypes.push_back(cast<RankedTensorType>(type));
  return space;
}

/// An uninitialized tensor of `type`, dynamic extents taken from `input`
/// through `map`.
static Value createEmpty(OpBuilder &builder, Location loc,
                         RankedTensorType type, AffineMap map, Value input) {
  SmallVector<OpFoldResult> sizes;
  for (auto [extent, expr] :
       llvm::zip_equal(type.getShape(), map.getResults())) {
    if (!ShapedType::isDynamic(extent))
      sizes.push_back(builder.getIndexAttr(extent));
    else
      sizes.push_back(tensor::getMixedSize(
          builder, loc, input, cast<AffineDimExpr>(expr).getPosition()));
  }
  return tensor::EmptyOp::create(builder, loc, sizes, type.getElementType());
}

SmallVector<Value> norm::detail::buildOver(
    OpBuilder &builder, Location loc, const FormulaSpace &space, Value input,
    function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> writeBody) {
  SmallVector<Value> outputs;
  for (auto [type, map] : llvm::zip_equal(space.resultTypes, space.resultMaps))
    outputs.push_back(createEmpty(builder, loc, type, map, input));

  SmallVector<AffineMap> maps(space.operandMaps);
  llvm::append_range(maps, space.resultMaps);
  SmallVector<utils::IteratorType> iterators(maps.front().getNumDims(),
                                             utils::IteratorType::parallel);
  for (int64_t dim : space.reducedDims)
    iterators[dim] = utils::IteratorType::reduction;
  auto generic = GenericOp::create(builder, loc, space.operands, outputs, maps,
                                   iterators, writeBody);
  return SmallVector<Value>(generic->getResults());
}

SmallVector<Value> norm::detail::expandOver(NormalizationOpInterface op,
                                            OpBuilder &builder,
                                            const FormulaSpace &space) {
  unsigned inputIndex = 0;
  while (op->getOperand(inputIndex) != op.getInput())
    ++inputIndex;
  auto writeFormula = [&](OpBuilder &body, ValueRange arguments) {
    Formula formula(op, body, arguments);
    SmallVector<Value> values = op.buildBody(formula);
    for (auto [value, type] : llvm::zip_equal(values, space.resultTypes))
      value = formula.convert(value, type.getElementType());
    return values;
  };
  return buildOver(builder, op.getLoc(), space, space.operands[inputIndex],
                   writeFormula);
}

SmallVector<Value> norm::detail::expandOverInput(NormalizationOpInterface op,
                                                 OpBuilder &builder) {
  return expandOver(op, builder, spaceOverInput(op));
}

void norm::expandNormalizer(NormalizationOpInterface op,
                            RewriterBase &rewriter) {
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op, op.expand(rewriter));
}

LogicalResult
norm::detail::reifyNormalization(NormalizationOpInterface op,
                                 OpBuilder &builder,
                                 ReifiedRankedShapedTypeDims &shapes) {
  for (auto [type, map] :
       llvm::zip_equal(op->getResultTypes(), op.getResultMaps())) {
    auto tensor = cast<RankedTensorType>(type);
    SmallVector<OpFoldResult> shape;
    for (auto [extent, expr] :
         llvm::zip_equal(tensor.getShape(), map.getResults())) {
      if (!ShapedType::isDynamic(extent))
        shape.push_back(builder.getIndexAttr(extent));
      else
        shape.push_back(
            tensor::getMixedSize(builder, op.getLoc(), op.getInput(),
                                 cast<AffineDimExpr>(expr).getPosition()));
    }
    shapes.push_back(std::move(shape));
  }
  return success();
}

SmallVector<int64_t> norm::detail::dimsBesides(int64_t rank,
                                               int64_t channelDim) {
  SmallVector<int64_t> dims;
  for (int64_t dim = 0; dim < rank; ++dim)
    if (dim != channelDim)
      dims.push_back(dim);
  return dims;
}
