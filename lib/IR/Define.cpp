// norm.define and norm.attribute: syntax.
#include "norm/IR/Definition.h"

using namespace mlir;
using namespace mlir::norm;

TypedAttr DefineOp::getDefault(StringAttr name) {
  DictionaryAttr defaults = getDefaultsAttr();
  return defaults ? defaults.getAs<TypedAttr>(name) : TypedAttr();
}

/// An attribute of an op or of its dialect extensions, not a number.
static bool isExtension(NamedAttribute attribute) {
  return attribute.getName().strref().contains('.');
}

void norm::detail::splitNumbers(OperationState &state, const NamedAttrList &written,
                                StringAttr numbersName) {
  NamedAttrList numbers;
  for (NamedAttribute attribute : written)
    (isExtension(attribute) ? state.attributes : numbers).push_back(attribute);
  if (!numbers.empty())
    state.addAttribute(numbersName, numbers.getDictionary(numbersName.getContext()));
}

DictionaryAttr norm::detail::joinNumbers(Operation *op, DictionaryAttr numbers) {
  NamedAttrList joined(numbers);
  joined.append(op->getDiscardableAttrs());
  return joined.getDictionary(op->getContext());
}

// Syntax:
//   norm.define @name attributes {epsilon = 1.0} { ^bb0(%x: f64): ... }
//   norm.define @name(%x: tensor<?xf64>) -> tensor<?xf64> attributes {...} { ... }
//   norm.define private @name

/// The parenthesized arguments and the results of a tensor program.
static ParseResult parseSignature(OpAsmParser &parser, OperationState &result,
                                  SmallVectorImpl<OpAsmParser::Argument> &arguments,
                                  StringAttr signatureName) {
  SmallVector<Type> results;
  if (parser.parseArgumentList(arguments, OpAsmParser::Delimiter::None, /*allowType=*/true) ||
      parser.parseRParen() || parser.parseOptionalArrowTypeList(results))
    return failure();
  auto types = llvm::map_to_vector(arguments, [](auto &argument) { return argument.type; });
  result.addAttribute(signatureName,
                      TypeAttr::get(parser.getBuilder().getFunctionType(types, results)));
  return success();
}

ParseResult DefineOp::parse(OpAsmParser &parser, OperationState &result) {
  (void)mlir::impl::parseOptionalVisibilityKeyword(parser, result.attributes);
  StringAttr name;
  if (parser.parseSymbolName(name, getSymNameAttrName(result.name), result.attributes))
    return failure();
  SmallVector<OpAsmParser::Argument> arguments;
  if (succeeded(parser.parseOptionalLParen()) &&
      parseSignature(parser, result, arguments, getSignatureAttrName(result.name)))
    return failure();
  NamedAttrList written;
  if (parser.parseOptionalAttrDictWithKeyword(written))
    return failure();
  norm::detail::splitNumbers(result, written, getDefaultsAttrName(result.name));
  OptionalParseResult body = parser.parseOptionalRegion(*result.addRegion(), arguments);
  return body.has_value() ? *body : success();
}

static void printSignature(OpAsmPrinter &printer, DefineOp op, FunctionType signature) {
  printer << "(";
  if (op.isDeclaration())
    llvm::interleaveComma(signature.getInputs(), printer);
  else
    llvm::interleaveComma(op.getBody()->getArguments(), printer,
                          [&](BlockArgument argument) { printer.printRegionArgument(argument); });
  printer << ")";
  printer.printOptionalArrowTypeList(signature.getResults());
}

void DefineOp::print(OpAsmPrinter &printer) {
  printer << " ";
  if (auto visibility = getSymVisibility())
    printer << *visibility << " ";
  printer.printSymbolName(getSymName());
  if (auto signature = getSignature())
    printSignature(printer, *this, *signature);
  DictionaryAttr numbers = norm::detail::joinNumbers(*this, getDefaultsAttr());
  printer.printOptionalAttrDictWithKeyword(numbers.getValue());
  if (isDeclaration())
    return;
  printer << " ";
  printer.printRegion(getRegion(), /*printEntryBlockArgs=*/isRowProgram());
}
