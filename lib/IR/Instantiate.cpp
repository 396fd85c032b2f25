// What norm.apply means: the definition in another float type, put in place.
#include "norm/IR/Definition.h"
#include "norm/IR/Formula.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::norm;

/// Every `norm.attribute` becomes the number that it names.
static void resolveAttributes(DefineOp instance, DictionaryAttr overrides) {
  instance.walk([&](AttributeOp op) {
    TypedAttr number = instance.getDefault(op.getNameAttr());
    if (auto override = overrides ? overrides.getAs<TypedAttr>(op.getNameAttr())
                                  : TypedAttr())
      number = override;
    OpBuilder builder(op);
    op.replaceAllUsesWith(
        arith::ConstantOp::create(builder, op.getLoc(), number).getResult());
    op.erase();
  });
}

namespace {
/// Rewrites f64 to another type. A number of an op that has the type of one of
/// its results is a value (a constant, an identity of a reduction) and is
/// rounded to nearest; all other numbers are attributes like epsilon and stay.
class Retyping {
public:
  explicit Retyping(FloatType compute) : compute(compute) {
    for (AttrTypeReplacer *replacer : {&types, &values})
      replacer->addReplacement(
          [compute](Float64Type) -> Type { return compute; });
    types.addReplacement([](FloatAttr number) { return stop(number); });
    values.addReplacement(
        [this](FloatAttr number) { return stop(round(number)); });
    values.addReplacement(
        [this](DenseFPElementsAttr numbers) { return stop(round(numbers)); });
    values.addReplacement([this](DenseResourceElementsAttr numbers) {
      return stop(round(numbers));
    });
  }

  void run(Operation *root) {
    root->walk([&](Operation *op) {
      AttrTypeReplacer &replacer = holdsValue(op) ? values : types;
      replacer.replaceElementsIn(op, /*replaceAttrs=*/true,
                                 /*replaceLocs=*/false,
                                 /*replaceTypes=*/true);
    });
  }

private:
  static std::optional<std::pair<Attribute, WalkResult>>
  stop(Attribute attribute) {
    return std::make_pair(attribute, WalkResult::skip());
  }

  static bool holdsValue(Operation *op) {
    auto isValue = [&](Attribute attribute) {
      auto number = dyn_cast<TypedAttr>(attribute);
      return number &&
             llvm::is_contained(op->getResultTypes(), number.getType());
    };
    return llvm::any_of(op->getAttrDictionary(), [&](NamedAttribute named) {
      auto list = dyn_cast<ArrayAttr>(named.getValue());
      return isValue(named.getValue()) || (list && llvm::any_of(list, isValue));
    });
  }

  APFloat round(APFloat number) const {
    bool losesInfo = false;
    number.convert(compute.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                   &losesInfo);
    return number;
  }
  Attribute round(FloatAttr number) const {
    if (!number.getType().isF64())
      return number;
    return FloatAttr::get(compute, round(number.getValue()));
  }
  Attribute round(DenseFPElementsAttr numbers) const {
    if (!numbers.getElementType().isF64())
      return numbers;
    return numbers.mapValues(compute, [this](const APFloat &v) {
      return round(v).bitcastToAPInt();
    });
  }
  Attribute round(DenseResourceElementsAttr numbers) const {
    auto reals = dyn_cast<DenseF64ResourceElementsAttr>(numbers);
    std::optional<ArrayRef<double>> data =
        reals ? reals.tryGetAsArrayRef() : std::optional<ArrayRef<double>>();
    if (!data)
      return numbers;
    return round(cast<DenseFPElementsAttr>(
        DenseElementsAttr::get(numbers.getType(), *data)));
  }

  FloatType compute;
  AttrTypeReplacer types, values;
};
} // namespace

OwningOpRef<DefineOp> norm::instantiate(DefineOp definition,
                                        DictionaryAttr overrides,
                                        FloatType compute) {
  OwningOpRef<DefineOp> instance(definition.clone());
  resolveAttributes(*instance, overrides);
  if (!compute.isF64())
    Retyping(compute).run(*instance);
  return instance;
}

/// Clones the body of `instance` with `arguments`; returns what it yields.
static SmallVector<Value> cloneBody(OpBuilder &builder, DefineOp instance,
                                    ValueRange arguments) {
  IRMapping mapping;
  mapping.map(instance.getBody()->getArguments(), arguments);
  for (Operation &op : instance.getBody()->without_terminator())
    builder.clone(op, mapping);
  return llvm::map_to_vector(
      instance.getBody()->getTerminator()->getOperands(),
      [&](Value value) { return mapping.lookup(value); });
}

/// Reductions and indices name the dimensions of the row, where more than the
/// row is marked reduction.
static void placeRow(DefineOp instance, ArrayRef<int64_t> row,
                     ArrayRef<int64_t> reducedDims) {
  for (Operation &op : *instance.getBody()) {
    if (auto index = dyn_cast<IndexOp>(op))
      index.setDim(row[index.getDim()]);
    if (row == reducedDims)
      continue;
    if (auto reduce = dyn_cast<ReduceOp>(op))
      reduce.setIterators(row);
    if (auto count = dyn_cast<CountOp>(op))
      count.setIterators(row);
  }
}

static SmallVector<Value> expandRow(ApplyOp op, DefineOp instance,
                                    OpBuilder &builder) {
  FormulaSpace space = norm::detail::spaceOverRow(op);
  placeRow(instance, *op.getDims(), space.reducedDims);
  auto writeBody = [&](OpBuilder &body, ValueRange elements) {
    SmallVector<Value> arguments;
    for (auto [element, type] :
         llvm::zip_equal(elements, instance.getBody()->getArgumentTypes()))
      arguments.push_back(
          norm::detail::convertFloat(body, op.getLoc(), element, type));
    SmallVector<Value> values = cloneBody(body, instance, arguments);
    for (auto [value, type] : llvm::zip_equal(values, space.resultTypes))
      value = norm::detail::convertFloat(body, op.getLoc(), value,
                                         type.getElementType());
    return values;
  };
  return norm::detail::buildOver(builder, op.getLoc(), space, op.getInput(),
                                 writeBody);
}

/// A value in the form of a type of its rank: extents are cast, a scalar is a
/// tensor of rank 0. Elements stay.
static Value reshapeTo(OpBuilder &builder, Location loc, Value value,
                       Type form) {
  Type element = getElementTypeOrSelf(value.getType());
  auto tensor = dyn_cast<RankedTensorType>(form);
  Type type = tensor ? Type(tensor.clone(element)) : element;
  if (value.getType() == type)
    return value;
  if (!tensor)
    return tensor::ExtractOp::create(builder, loc, value, ValueRange());
  if (!isa<RankedTensorType>(value.getType()))
    return tensor::FromElementsOp::create(builder, loc, type, value);
  return tensor::CastOp::create(builder, loc, type, value);
}

/// Elements are converted where extents are known best: outside.
static SmallVector<Value> expandProgram(ApplyOp op, DefineOp instance,
                                        OpBuilder &builder) {
  Location loc = op.getLoc();
  SmallVector<Value> arguments;
  for (auto [operand, type] : llvm::zip_equal(
           op.getOperands(), instance.getBody()->getArgumentTypes())) {
    Type element = getElementTypeOrSelf(type);
    Value wide = norm::detail::convertFloat(builder, loc, operand, element);
    arguments.push_back(reshapeTo(builder, loc, wide, type));
  }
  SmallVector<Value> values = cloneBody(builder, instance, arguments);
  for (auto [value, type] : llvm::zip_equal(values, op.getResultTypes())) {
    Value formed = reshapeTo(builder, loc, value, type);
    value = norm::detail::convertFloat(builder, loc, formed,
                                       getElementTypeOrSelf(type));
  }
  return values;
}

SmallVector<Value> norm::expandApply(ApplyOp op, DefineOp definition,
                                     OpBuilder &builder) {
  OwningOpRef<DefineOp> instance =
      instantiate(definition, op.getOverridesAttr(), op.getComputeType());
  // An op of the definition is seen from its use.
  instance->getRegion().walk([&](Operation *inner) {
    inner->setLoc(CallSiteLoc::get(inner->getLoc(), op.getLoc()));
  });
  return definition.isRowProgram() ? expandRow(op, *instance, builder)
                                   : expandProgram(op, *instance, builder);
}
