// The constraints of definitions, D1 to D7 and AT1.
#include "norm/IR/Norm.h"

#include "mlir/IR/AttrTypeSubElements.h"

using namespace mlir;
using namespace mlir::norm;

static bool isScalar(Type type) { return type.isIntOrIndexOrFloat(); }

/// D1: a row program takes an f64 first, and scalars.
static LogicalResult verifyRowArguments(DefineOp op) {
  TypeRange types = op.getBody()->getArgumentTypes();
  if (types.empty() || !types.front().isF64())
    return op.emitOpError("expects an f64, the input, as first argument of a "
                          "row program, got [")
           << types << "]";
  for (Type type : types)
    if (!isScalar(type))
      return op.emitOpError("expects scalar arguments of a row program, got ")
             << type;
  return success();
}

/// D2: an f64 tensor comes first; tensors are ranked with dynamic extents.
static LogicalResult verifyProgramSignature(DefineOp op,
                                            FunctionType signature) {
  auto input = signature.getNumInputs()
                   ? dyn_cast<RankedTensorType>(signature.getInput(0))
                   : RankedTensorType();
  if (!input || !input.getElementType().isF64())
    return op.emitOpError("expects an f64 tensor, the input, as first argument "
                          "of a tensor "
                          "program, got [")
           << signature.getInputs() << "]";
  auto types =
      llvm::concat<const Type>(signature.getInputs(), signature.getResults());
  for (Type type : types) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    bool dynamic = tensor && isScalar(tensor.getElementType()) &&
                   llvm::all_of(tensor.getShape(), ShapedType::isDynamic);
    if (!dynamic && !isScalar(type))
      return op.emitOpError("expects ranked tensors with dynamic extents and "
                            "scalars in the "
                            "signature, got ")
             << type;
  }
  if (!op.isDeclaration() &&
      op.getBody()->getArgumentTypes() != signature.getInputs())
    return op.emitOpError("expects body arguments of types [")
           << signature.getInputs() << "], got ["
           << op.getBody()->getArgumentTypes() << "]";
  return success();
}

/// D3: attributes are numbers.
static LogicalResult verifyDefaults(DefineOp op) {
  DictionaryAttr defaults = op.getDefaultsAttr();
  if (!defaults)
    return success();
  for (NamedAttribute attribute : defaults) {
    StringAttr name = attribute.getName();
    Attribute value = attribute.getValue();
    auto number = dyn_cast<TypedAttr>(value);
    Type type = number ? number.getType() : Type();
    bool isReal = isa<FloatAttr>(value) && type.isF64();
    bool isInteger = isa<IntegerAttr>(value) &&
                     (type.isSignlessInteger(64) || type.isIndex());
    if (!isReal && !isInteger)
      return op.emitOpError("expects attribute ")
             << name << " to be an f64, an i64 or an index, got " << value;
    if (name.strref().contains('.'))
      return op.emitOpError("expects attribute names without a dot, got ")
             << name;
  }
  return success();
}

LogicalResult DefineOp::verify() {
  if (failed(verifyDefaults(*this)))
    return failure();
  if (auto signature = getSignature())
    return verifyProgramSignature(*this, *signature);
  return isDeclaration() ? success() : verifyRowArguments(*this);
}

/// A float type within `type` other than f64.
static FloatType findOtherFloat(Type type) {
  FloatType other;
  AttrTypeWalker walker;
  walker.addWalk([&](FloatType inner) {
    if (!inner.isF64())
      other = inner;
  });
  walker.walk(type);
  return other;
}

/// D4: the reals are spelled f64.
static LogicalResult verifyReals(Operation *op) {
  SmallVector<Type> types(op->getResultTypes());
  for (Region &region : op->getRegions())
    for (Block &block : region)
      llvm::append_range(types, block.getArgumentTypes());
  for (Type type : types)
    if (FloatType other = findOtherFloat(type))
      return op->emitOpError(
                 "expects f64 for every float in a definition, got ")
             << other;
  return success();
}

/// D5 and D6 for one op of a row program.
static LogicalResult verifyRowOp(Operation &op) {
  if (op.getNumRegions() != 0 && !isa<ReduceOp>(op))
    return op.emitOpError("has a region, which a row program does not allow");
  for (Type type : op.getResultTypes())
    if (!isScalar(type))
      return op.emitOpError("expects scalars in a row program, got ") << type;
  bool named = false;
  if (auto reduce = dyn_cast<ReduceOp>(op))
    named = reduce.getIterators().has_value();
  if (auto count = dyn_cast<CountOp>(op))
    named = count.getIterators().has_value();
  if (named)
    return op.emitOpError(
        "runs over the row in a row program and names no iterators");
  return success();
}

/// D6: a tensor program has no row of its own.
static LogicalResult verifyProgramOp(Operation &op) {
  if (isa<ReduceOp, CountOp, IndexOp>(op))
    return op.emitOpError(
        "has no row in a tensor program outside norm.generic");
  return success();
}

/// D7: what is yielded.
static LogicalResult verifyYield(DefineOp op) {
  auto yield = dyn_cast<YieldOp>(op.getBody()->getTerminator());
  if (!yield)
    return op.emitOpError("expects the body to end in norm.yield");
  TypeRange types = yield.getValues().getTypes();
  if (auto signature = op.getSignature()) {
    if (types != TypeRange(signature->getResults()))
      return yield.emitOpError("expects values of types [")
             << signature->getResults() << "], the signature's, got [" << types
             << "]";
  }
  if (types.empty())
    return yield.emitOpError("expects a value to yield from a definition");
  return success();
}

LogicalResult DefineOp::verifyRegions() {
  if (isDeclaration())
    return success();
  WalkResult reals = getRegion().walk(
      [](Operation *op) { return WalkResult(verifyReals(op)); });
  if (reals.wasInterrupted())
    return failure();
  for (Operation &op : getBody()->without_terminator()) {
    if (!isMemoryEffectFree(&op))
      return op.emitOpError(
          "has memory effects, which a definition does not allow");
    if (failed(isRowProgram() ? verifyRowOp(op) : verifyProgramOp(op)))
      return failure();
  }
  return verifyYield(*this);
}

LogicalResult AttributeOp::verify() {
  // AT1: the definition declares the name with this type.
  auto definition = (*this)->getParentOfType<DefineOp>();
  if (!definition)
    return emitOpError("expects a norm.define around it");
  TypedAttr number = definition.getDefault(getNameAttr());
  if (!number)
    return emitOpError("expects @")
           << definition.getSymName() << " to declare " << getNameAttr();
  if (number.getType() != getType())
    return emitOpError("expects ")
           << getNameAttr() << " to have its declared type " << number.getType()
           << ", got " << getType();
  return success();
}
