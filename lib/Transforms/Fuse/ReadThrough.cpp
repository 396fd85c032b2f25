// Ops that compute nothing are read at what they hand on.
#include "Kernel.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

/// A constant that is the same at each point.
static TypedAttr constantOf(Value value) {
  Attribute attribute;
  if (!matchPattern(value, m_Constant(&attribute)))
    return {};
  if (auto splat = dyn_cast<SplatElementsAttr>(attribute))
    attribute = splat.getSplatValue<Attribute>();
  if (!isa<FloatAttr, IntegerAttr>(attribute))
    return {};
  return cast<TypedAttr>(attribute);
}

/// The dimension of a group that is not 1; none if there are several.
static std::optional<int64_t> longDim(ArrayRef<int64_t> shape,
                                      ArrayRef<int64_t> group) {
  std::optional<int64_t> found = group.empty() ? -1 : group.front();
  unsigned numLong = 0;
  for (int64_t dim : group)
    if (shape[dim] != 1) {
      found = dim;
      ++numLong;
    }
  return numLong > 1 ? std::nullopt : found;
}

/// Joins dimensions of which at most one is not 1.
static bool readCollapse(Source &source, tensor::CollapseShapeOp op) {
  ArrayRef<int64_t> shape = op.getSrcType().getShape();
  SmallVector<AffineExpr> exprs(
      shape.size(), getAffineConstantExpr(0, source.map.getContext()));
  for (auto [i, group] : llvm::enumerate(op.getReassociationIndices())) {
    std::optional<int64_t> dim = longDim(shape, group);
    if (!dim)
      return false;
    if (shape[*dim] != 1)
      exprs[*dim] = source.map.getResult(i);
  }
  source.value = op.getSrc();
  source.map = AffineMap::get(source.map.getNumDims(), 0, exprs,
                              source.map.getContext());
  return true;
}

/// Adds dimensions of extent 1.
static bool readExpand(Source &source, tensor::ExpandShapeOp op) {
  SmallVector<AffineExpr> exprs;
  for (const ReassociationIndices &group : op.getReassociationIndices()) {
    std::optional<int64_t> dim = longDim(op.getResultType().getShape(), group);
    if (!dim)
      return false;
    exprs.push_back(op.getResultType().getDimSize(*dim) == 1
                        ? getAffineConstantExpr(0, op.getContext())
                        : source.map.getResult(*dim));
  }
  source.value = op.getSrc();
  source.map =
      AffineMap::get(source.map.getNumDims(), 0, exprs, op.getContext());
  return true;
}

/// A structured op whose result is an input of it.
static bool readCopy(Source &source, linalg::LinalgOp op, unsigned number) {
  if (!op.hasPureTensorSemantics() ||
      !op.getBlock()->without_terminator().empty())
    return false;
  std::optional<Kernel> kernel = readKernel(op);
  if (!kernel)
    return false;
  auto *argument = llvm::find(kernel->arguments, kernel->yields[number]);
  if (argument == kernel->arguments.end())
    return false;
  Source inner = kernel->inputs[argument - kernel->arguments.begin()];
  AffineMap outer = kernel->outputMaps[number];
  if (kernel->transposes())
    return false;
  SmallVector<AffineExpr> exprs(
      kernel->getNumIterators(),
      getAffineConstantExpr(0, source.map.getContext()));
  for (auto [at, expr] :
       llvm::zip_equal(source.map.getResults(), outer.getResults()))
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      exprs[dim.getPosition()] = at;
  if (!inner.constant)
    inner.map =
        inner.map.replaceDimsAndSymbols(exprs, {}, source.map.getNumDims(), 0);
  source = inner;
  return true;
}

static bool readOnce(Source &source) {
  if (source.constant)
    return false;
  if ((source.constant = constantOf(source.value)))
    return true;
  auto result = dyn_cast<OpResult>(source.value);
  if (!result)
    return false;
  Operation *op = result.getOwner();
  if (auto cast = dyn_cast<tensor::CastOp>(op)) {
    if (!tensor::canFoldIntoConsumerOp(cast))
      return false;
    source.value = cast.getSource();
    return true;
  }
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
    return readCollapse(source, collapse);
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return readExpand(source, expand);
  if (auto structured = dyn_cast<linalg::LinalgOp>(op))
    return readCopy(source, structured, result.getResultNumber());
  if (auto splat = dyn_cast<tensor::SplatOp>(op)) {
    source.map = AffineMap::get(source.map.getNumDims(), 0, op->getContext());
    source.value = splat.getInput();
    return true;
  }
  return false;
}

bool fuse::readThrough(Source &source) {
  bool changed = false;
  while (readOnce(source))
    changed = true;
  return changed;
}
