// Reshapes, elementwise operations and constants.

#include "norm/Transforms/Raise/Read.h"
#include "norm/IR/Norm.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

std::optional<SmallVector<Digits, 4>>
norm::raise::placeAlong(AffineMap map, ArrayRef<int64_t> loops) {
  SmallVector<Digits, 4> place;
  for (AffineExpr expr : map.getResults()) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
      place.push_back(wholeDigit(dim.getPosition(), loops[dim.getPosition()]));
      continue;
    }
    auto constant = dyn_cast<AffineConstantExpr>(expr);
    if (!constant || constant.getValue() != 0)
      return std::nullopt;
    place.emplace_back();
  }
  return place;
}

Access norm::raise::readAt(Value value, ArrayRef<Digits> place,
                           IndexedValues &values) {
  Access access = values.of(value);
  if (std::optional<Access> placed = IndexedValues::at(access, place))
    return *placed;
  values.markOpaquelyUsed(access.node);
  return *IndexedValues::at(values.leaf(value), place);
}

std::optional<Access> norm::raise::alongResult(const Access &access,
                                               AffineMap map,
                                               ArrayRef<int64_t> loops,
                                               IndexedValues &values) {
  SmallVector<Digits, 4> dims(loops.size());
  for (auto [i, expr] : llvm::enumerate(map.getResults()))
    if (auto dim = dyn_cast<AffineDimExpr>(expr)) {
      unsigned loop = dim.getPosition();
      if (!dims[loop].empty())
        return std::nullopt;
      dims[loop] = wholeDigit(i, loops[loop]);
    }
  for (const Digits &digits : access.index)
    for (Digit digit : digits)
      if (dims[digit.var].empty())
        return std::nullopt;
  return IndexedValues::at(access, dims);
}

/// A scalar constant, or the element of a splat.
static std::optional<Access> readConstant(Operation *op,
                                          IndexedValues &values) {
  Attribute attribute;
  if (!matchPattern(op, m_Constant(&attribute)))
    return std::nullopt;
  if (auto splat = dyn_cast<SplatElementsAttr>(attribute))
    attribute = splat.getSplatValue<Attribute>();
  if (!isa<FloatAttr, IntegerAttr>(attribute))
    return std::nullopt;
  return values.constant(cast<TypedAttr>(attribute));
}

/// An operation that computes each element of its result from one of each
/// operand: a scalar operation, or its like on tensors of one shape.
static bool isPointwise(Operation *op) {
  if (op->getNumResults() != 1 || op->getNumRegions() ||
      op->getNumOperands() == 0 || !isPure(op))
    return false;
  auto isScalar = [](Type type) { return type.isIntOrIndexOrFloat(); };
  return OpTrait::hasElementwiseMappableTraits(op) ||
         (llvm::all_of(op->getOperandTypes(), isScalar) &&
          isScalar(op->getResult(0).getType()));
}

/// Fast-math flags permit more; they do not change what is computed.
static Attribute meaningfulAttributes(Operation *op) {
  NamedAttrList attributes(op->getAttrDictionary());
  attributes.erase("fastmath");
  return attributes.getDictionary(op->getContext());
}

std::optional<Access> norm::raise::readPointwise(Operation *op,
                                                 IndexedValues &values) {
  if (op->hasTrait<OpTrait::ConstantLike>())
    return readConstant(op, values);
  if (!isPointwise(op))
    return std::nullopt;
  Meaning meaning{Meaning::Map, getElementTypeOrSelf(op->getResult(0))};
  meaning.op = op;
  meaning.attributes = meaningfulAttributes(op);
  auto operands = llvm::map_to_vector<2>(
      op->getOperands(), [&](Value value) { return values.of(value); });
  return values.build(meaning, operands);
}

static std::optional<Access> readExpand(tensor::ExpandShapeOp op,
                                        IndexedValues &values) {
  SmallVector<Digits, 4> place;
  for (const ReassociationIndices &group : op.getReassociationIndices()) {
    Digits digits;
    for (int64_t dim : group)
      llvm::append_range(digits,
                         wholeDigit(dim, op.getResultType().getDimSize(dim)));
    place.push_back(digits);
  }
  return IndexedValues::at(values.of(op.getSrc()), place);
}

/// Splits one dimension of the result into those of the source, from the
/// innermost out; what lies outside a dynamic extent has no stride.
static std::optional<Access> readCollapse(tensor::CollapseShapeOp op,
                                          IndexedValues &values) {
  SmallVector<Digits, 4> place(op.getSrcType().getRank());
  for (auto [i, group] : llvm::enumerate(op.getReassociationIndices())) {
    int64_t stride = 1;
    for (int64_t dim : llvm::reverse(group)) {
      int64_t extent = op.getSrcType().getDimSize(dim);
      if (extent == 1)
        continue;
      if (ShapedType::isDynamic(stride))
        return std::nullopt;
      place[dim] = {Digit{unsigned(i), stride, extent}};
      stride = ShapedType::isDynamic(extent) ? extent : stride * extent;
    }
  }
  return IndexedValues::at(values.of(op.getSrc()), place);
}

static std::optional<Access> readDim(tensor::DimOp op, IndexedValues &values) {
  std::optional<int64_t> dim = op.getConstantIndex();
  if (!dim || !isa<RankedTensorType>(op.getSource().getType()))
    return std::nullopt;
  return values.extent(op.getSource(), *dim, op.getType());
}

std::optional<Access> norm::raise::readResult(OpResult result,
                                              IndexedValues &values) {
  return TypeSwitch<Operation *, std::optional<Access>>(result.getOwner())
      .Case([&](linalg::LinalgOp) { return readStructured(result, values); })
      .Case([&](GenericOp) { return readGeneric(result, values); })
      .Case([&](tensor::ExpandShapeOp op) { return readExpand(op, values); })
      .Case(
          [&](tensor::CollapseShapeOp op) { return readCollapse(op, values); })
      .Case([&](tensor::DimOp op) { return readDim(op, values); })
      .Default([&](Operation *op) { return readPointwise(op, values); });
}
