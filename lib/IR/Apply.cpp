// norm.apply: syntax, and what can be said without the definition.
#include "norm/IR/Definition.h"

using namespace mlir;
using namespace mlir::norm;

FloatType ApplyOp::getComputeType() {
  return norm::detail::computeType(getInput().getType(), getCompute());
}

// Syntax:
//   norm.apply @name(%x, %g) over [1] compute f64 {epsilon = 1.0} : (types) ->
//   types

static ParseResult parseWords(OpAsmParser &parser, OperationState &result) {
  if (succeeded(parser.parseOptionalKeyword("over"))) {
    Attribute dims = DenseI64ArrayAttr::parse(parser, {});
    if (!dims)
      return failure();
    result.addAttribute(ApplyOp::getDimsAttrName(result.name), dims);
  }
  if (succeeded(parser.parseOptionalKeyword("compute"))) {
    FloatType compute;
    if (parser.parseType(compute))
      return failure();
    result.addAttribute(ApplyOp::getComputeAttrName(result.name),
                        TypeAttr::get(compute));
  }
  NamedAttrList written;
  if (parser.parseOptionalAttrDict(written))
    return failure();
  norm::detail::splitNumbers(result, written,
                             ApplyOp::getOverridesAttrName(result.name));
  return success();
}

ParseResult ApplyOp::parse(OpAsmParser &parser, OperationState &result) {
  FlatSymbolRefAttr definition;
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  FunctionType types;
  if (parser.parseAttribute(definition, getDefinitionAttrName(result.name),
                            result.attributes))
    return failure();
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseOperandList(operands, OpAsmParser::Delimiter::Paren) ||
      parseWords(parser, result) || parser.parseColonType(types))
    return failure();
  result.addTypes(types.getResults());
  return parser.resolveOperands(operands, types.getInputs(), loc,
                                result.operands);
}

void ApplyOp::print(OpAsmPrinter &printer) {
  printer << " " << getDefinitionAttr() << "(" << getOperands() << ")";
  if (auto dims = getDimsAttr()) {
    printer << " over ";
    dims.print(printer);
  }
  if (auto compute = getCompute())
    printer << " compute " << *compute;
  if (norm::detail::hasNumbers(*this, getOverridesAttr())) {
    printer << " ";
    norm::detail::printNumbers(printer, *this, getOverridesAttr());
  }
  printer << " : ";
  printer.printFunctionalType(*this);
}

/// A dimension of a result of a row program: the input's extent, or 1.
static AffineMap mapResult(RankedTensorType input, Type type) {
  auto result = dyn_cast<RankedTensorType>(type);
  if (!result || result.getRank() != input.getRank())
    return {};
  SmallVector<AffineExpr> exprs;
  for (auto [dim, extent] : llvm::enumerate(result.getShape())) {
    if (extent == input.getDimSize(dim))
      exprs.push_back(getAffineDimExpr(dim, input.getContext()));
    else if (extent == 1)
      exprs.push_back(getAffineConstantExpr(0, input.getContext()));
    else
      return {};
  }
  return AffineMap::get(input.getRank(), 0, exprs, input.getContext());
}

/// Whether a result has extent 1 where the input has more.
static bool lacks(AffineMap map, int64_t dim) {
  return map && !map.isFunctionOfDim(dim);
}

FormulaSpace norm::detail::spaceOverRow(ApplyOp op) {
  RankedTensorType input = op.getInput().getType();
  ArrayRef<int64_t> row = *op.getDims();
  FormulaSpace space;
  space.operands = llvm::to_vector(op.getOperands());
  for (Value operand : op.getOperands())
    space.operandMaps.push_back(mapOperand(input, operand.getType(), row));
  for (Type type : op.getResultTypes()) {
    space.resultMaps.push_back(mapResult(input, type));
    space.resultTypes.push_back(dyn_cast<RankedTensorType>(type));
  }
  for (int64_t dim = 0; dim < input.getRank(); ++dim)
    if (llvm::is_contained(row, dim) ||
        llvm::any_of(space.resultMaps,
                     [&](AffineMap map) { return lacks(map, dim); }))
      space.reducedDims.push_back(dim);
  return space;
}

LogicalResult ApplyOp::verify() {
  // A5: the input is a float tensor, and compute holds its elements.
  auto input = getOperands().empty()
                   ? RankedTensorType()
                   : dyn_cast<RankedTensorType>(getOperand(0).getType());
  if (!input || !isa<FloatType>(input.getElementType()))
    return emitOpError("expects a ranked float tensor, the input, as first "
                       "argument, got [")
           << getOperandTypes() << "]";
  if (failed(norm::detail::verifyCompute(*this, getComputeType(), input)))
    return failure();

  // A4, N1 to N3: the dimensions of a row exist and increase.
  return getDims()
             ? norm::detail::verifyDims(*this, *getDims(), input.getRank())
             : success();
}
