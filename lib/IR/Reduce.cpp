// norm.reduce and norm.count.
#include "norm/IR/Norm.h"

#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace mlir::norm;

/// An absent `over` means every reduction iterator of the parent.
static SmallVector<int64_t>
resolveIterators(Operation *op, std::optional<ArrayRef<int64_t>> named) {
  if (named)
    return llvm::to_vector(*named);
  auto parent = dyn_cast_or_null<GenericOp>(op->getParentOp());
  return parent ? parent.getReductionIterators() : SmallVector<int64_t>();
}

SmallVector<int64_t> ReduceOp::getReducedIterators() {
  return resolveIterators(*this, getIterators());
}
SmallVector<int64_t> CountOp::getCountedIterators() {
  return resolveIterators(*this, getIterators());
}

void ReduceOp::build(OpBuilder &builder, OperationState &state,
                     vector::CombiningKind kind, Value operand,
                     DenseI64ArrayAttr iterators) {
  build(builder, state, TypeRange(operand.getType()), ValueRange(operand),
        vector::CombiningKindAttr::get(builder.getContext(), kind), ArrayAttr(),
        iterators);
}

// Syntax:
//   norm.reduce <add> %x over [1] : f32
//   norm.reduce (%a, %b) identity [0.0, 1.0] over [1] : f32, f32 { combiner }

/// A literal of an identity in the type of its state.
static Attribute readIdentity(Attribute literal, Type type) {
  if (auto number = dyn_cast<FloatAttr>(literal);
      number && isa<FloatType>(type)) {
    APFloat value = number.getValue();
    bool losesInfo = false;
    value.convert(cast<FloatType>(type).getFloatSemantics(),
                  APFloat::rmNearestTiesToEven, &losesInfo);
    return FloatAttr::get(type, value);
  }
  if (auto number = dyn_cast<IntegerAttr>(literal);
      number && type.isIntOrIndex())
    return IntegerAttr::get(type, number.getInt());
  return {};
}

static ParseResult
parseTuple(OpAsmParser &parser, OperationState &result,
           SmallVectorImpl<OpAsmParser::UnresolvedOperand> &operands,
           ArrayAttr &literals) {
  return failure(
      parser.parseOperandList(operands, OpAsmParser::Delimiter::Paren) ||
      parser.parseKeyword("identity") || parser.parseAttribute(literals));
}

static ParseResult readIdentities(OpAsmParser &parser, SMLoc loc,
                                  ArrayAttr literals, OperationState &result) {
  SmallVector<Attribute> identities;
  if (literals.size() != result.types.size())
    return parser.emitError(loc, "expects one identity per state, got ")
           << literals.size() << " for " << result.types.size();
  for (auto [literal, type] : llvm::zip_equal(literals, result.types)) {
    Attribute identity = readIdentity(literal, type);
    if (!identity)
      return parser.emitError(loc, "expects an identity of type ")
             << type << ", got " << literal;
    identities.push_back(identity);
  }
  result.addAttribute("identity", parser.getBuilder().getArrayAttr(identities));
  return success();
}

ParseResult ReduceOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  ArrayAttr literals;
  SMLoc loc = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalLess())) {
    FailureOr<vector::CombiningKind> kind =
        FieldParser<vector::CombiningKind>::parse(parser);
    if (failed(kind) || parser.parseGreater() ||
        parser.parseOperand(operands.emplace_back()))
      return failure();
    result.addAttribute(
        "kind", vector::CombiningKindAttr::get(parser.getContext(), *kind));
  } else if (parseTuple(parser, result, operands, literals)) {
    return failure();
  }
  if (succeeded(parser.parseOptionalKeyword("over"))) {
    Attribute iterators = DenseI64ArrayAttr::parse(parser, {});
    if (!iterators)
      return failure();
    result.addAttribute("iterators", iterators);
  }
  if (parser.parseOptionalAttrDict(result.attributes) ||
      parser.parseColonTypeList(result.types) ||
      parser.resolveOperands(operands, result.types, loc, result.operands))
    return failure();
  Region *combiner = result.addRegion();
  if (!literals)
    return success();
  return failure(readIdentities(parser, loc, literals, result) ||
                 parser.parseRegion(*combiner));
}

/// Finite floats print as numbers, all else with its bits and type.
static void printIdentity(OpAsmPrinter &printer, Attribute identity) {
  auto number = dyn_cast<FloatAttr>(identity);
  if (!number)
    return printer.printAttributeWithoutType(identity);
  if (!number.getValue().isFinite())
    return printer.printAttribute(identity);
  Type f64 = Float64Type::get(identity.getContext());
  printer.printAttributeWithoutType(
      FloatAttr::get(f64, number.getValueAsDouble()));
}

void ReduceOp::print(OpAsmPrinter &printer) {
  if (auto kind = getKind()) {
    printer << " <" << vector::stringifyCombiningKind(*kind) << "> "
            << getOperands();
  } else {
    printer << " (" << getOperands() << ") identity [";
    llvm::interleaveComma(*getIdentity(), printer, [&](Attribute identity) {
      printIdentity(printer, identity);
    });
    printer << "]";
  }
  if (auto iterators = getIteratorsAttr()) {
    printer << " over ";
    iterators.print(printer);
  }
  printer.printOptionalAttrDict((*this)->getAttrs(),
                                {"kind", "identity", "iterators"});
  printer << " : " << getResultTypes();
  if (!isNamed()) {
    printer << " ";
    printer.printRegion(getCombiner());
  }
}

static bool fitsKind(vector::CombiningKind kind, Type type) {
  switch (kind) {
  case vector::CombiningKind::ADD:
  case vector::CombiningKind::MUL:
    return type.isIntOrIndexOrFloat();
  case vector::CombiningKind::MINIMUMF:
  case vector::CombiningKind::MAXIMUMF:
  case vector::CombiningKind::MINNUMF:
  case vector::CombiningKind::MAXNUMF:
    return isa<FloatType>(type);
  default:
    return type.isIntOrIndex();
  }
}

/// R1: a named kind has one operand and fits its type.
static LogicalResult verifyNamed(ReduceOp op, vector::CombiningKind kind) {
  if (op.getOperands().size() != 1 || op->getNumResults() != 1 ||
      op.getIdentity() || !op.getCombiner().empty())
    return op.emitOpError(
        "expects one operand and no combiner with a named kind");
  Type type = op.getOperands().front().getType();
  if (!fitsKind(kind, type))
    return op.emitOpError("expects a type that <")
           << vector::stringifyCombiningKind(kind) << "> combines, got "
           << type;
  return success();
}

/// R2: a tuple has one identity per operand, of its type.
static LogicalResult verifyIdentities(ReduceOp op) {
  size_t states = op.getOperands().size();
  if (states == 0 || !op.getIdentity() || op.getIdentity()->size() != states)
    return op.emitOpError("expects one identity per operand, got ")
           << (op.getIdentity() ? op.getIdentity()->size() : 0) << " for "
           << states;
  for (auto [identity, type] :
       llvm::zip_equal(*op.getIdentity(), op.getOperandTypes())) {
    auto typed = dyn_cast<TypedAttr>(identity);
    if (!typed || typed.getType() != type)
      return op.emitOpError("expects an identity of type ")
             << type << ", got " << identity;
  }
  return success();
}

/// R2: a combiner maps two states to one by scalar ops.
static LogicalResult verifyCombiner(ReduceOp op) {
  if (op.getCombiner().empty())
    return op.emitOpError("expects a kind or a combiner");
  Block &combiner = op.getCombiner().front();
  SmallVector<Type> types(op.getOperandTypes());
  llvm::append_range(types, op.getOperandTypes());
  if (TypeRange(combiner.getArgumentTypes()) != TypeRange(types))
    return op.emitOpError("expects combiner arguments of types [")
           << TypeRange(types) << "], got ["
           << TypeRange(combiner.getArgumentTypes()) << "]";
  auto yield = dyn_cast<YieldOp>(combiner.getTerminator());
  if (!yield || yield.getValues().getTypes() != TypeRange(op.getOperandTypes()))
    return op.emitOpError("expects the combiner to yield one state of types [")
           << TypeRange(op.getOperandTypes()) << "]";
  auto isScalar = [](Type type) { return type.isIntOrIndexOrFloat(); };
  for (Operation &inner : combiner.without_terminator())
    if (!isMemoryEffectFree(&inner) || inner.getNumRegions() != 0 ||
        !llvm::all_of(inner.getResultTypes(), isScalar))
      return inner.emitOpError(
          "is not a memory-effect-free scalar op, as a combiner needs");
  return success();
}

/// R3: iterators are named once, in order.
static LogicalResult verifyOver(Operation *op,
                                std::optional<ArrayRef<int64_t>> iterators) {
  if (!iterators)
    return success();
  if (iterators->empty())
    return op->emitOpError("expects over to name an iterator");
  for (auto [first, second] : llvm::zip(*iterators, iterators->drop_front()))
    if (first >= second)
      return op->emitOpError("expects iterators to increase, got ")
             << second << " after " << first;
  return success();
}

LogicalResult ReduceOp::verify() {
  if (TypeRange(getOperandTypes()) != TypeRange(getResultTypes()))
    return emitOpError("expects results of the operands' types");
  if (failed(verifyOver(*this, getIterators())))
    return failure();
  if (auto kind = getKind())
    return verifyNamed(*this, *kind);
  return failure(failed(verifyIdentities(*this)) ||
                 failed(verifyCombiner(*this)));
}

LogicalResult CountOp::verify() { return verifyOver(*this, getIterators()); }
