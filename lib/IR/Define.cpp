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

void norm::detail::splitNumbers(OperationState &state,
                                const NamedAttrList &written,
                                StringAttr numbersName) {
  NamedAttrList numbers;
  for (NamedAttribute attribute : written)
    (isExtension(attribute) ? state.attributes : numbers).push_back(attribute);
  if (!numbers.empty())
    state.addAttribute(numbersName,
                       numbers.getDictionary(numbersName.getContext()));
}

void norm::detail::printNumbers(OpAsmPrinter &printer, Operation *op,
                                DictionaryAttr numbers) {
  NamedAttrList all(numbers);
  all.append(op->getDiscardableAttrs());
  auto printEntry = [&](NamedAttribute entry) {
    printer.printKeywordOrString(entry.getName());
    if (isa<UnitAttr>(entry.getValue()))
      return;
    printer << " = ";
    auto real = dyn_cast<FloatAttr>(entry.getValue());
    // A number that prints as its bits needs its type.
    if (real && real.getType().isF64() && real.getValue().isFinite())
      printer.printAttributeWithoutType(real);
    else
      printer.printAttribute(entry.getValue());
  };
  printer << "{";
  llvm::interleaveComma(all.getDictionary(op->getContext()), printer,
                        printEntry);
  printer << "}";
}

bool norm::detail::hasNumbers(Operation *op, DictionaryAttr numbers) {
  return (numbers && !numbers.empty()) || !op->getDiscardableAttrs().empty();
}

// Syntax:
//   norm.define @name attributes {epsilon = 1.0} { ^bb0(%x: f64): ... }
//   norm.define @name(%x: tensor<?xf64>) -> tensor<?xf64> attributes {...} {
//   ... } norm.define private @name

/// The parenthesized arguments and the results of a tensor program; a
/// declaration may leave out names.
static ParseResult
parseSignature(OpAsmParser &parser, OperationState &result,
               SmallVectorImpl<OpAsmParser::Argument> &arguments,
               StringAttr signatureName) {
  SmallVector<Type> inputs, results;
  auto parseInput = [&]() -> ParseResult {
    OpAsmParser::Argument argument;
    OptionalParseResult named =
        parser.parseOptionalArgument(argument, /*allowType=*/true);
    if (!named.has_value())
      return parser.parseType(inputs.emplace_back());
    arguments.push_back(argument);
    inputs.push_back(argument.type);
    return *named;
  };
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::OptionalParen,
                                     parseInput))
    return failure();
  if (inputs.empty())
    return success();
  if (parser.parseOptionalArrowTypeList(results))
    return failure();
  result.addAttribute(
      signatureName,
      TypeAttr::get(parser.getBuilder().getFunctionType(inputs, results)));
  return success();
}

ParseResult DefineOp::parse(OpAsmParser &parser, OperationState &result) {
  (void)mlir::impl::parseOptionalVisibilityKeyword(parser, result.attributes);
  StringAttr name;
  if (parser.parseSymbolName(name, getSymNameAttrName(result.name),
                             result.attributes))
    return failure();
  SmallVector<OpAsmParser::Argument> arguments;
  NamedAttrList written;
  if (parseSignature(parser, result, arguments,
                     getSignatureAttrName(result.name)) ||
      parser.parseOptionalAttrDictWithKeyword(written))
    return failure();
  norm::detail::splitNumbers(result, written, getDefaultsAttrName(result.name));
  OptionalParseResult body =
      parser.parseOptionalRegion(*result.addRegion(), arguments);
  return body.has_value() ? *body : success();
}

static void printSignature(OpAsmPrinter &printer, DefineOp op,
                           FunctionType signature) {
  printer << "(";
  if (op.isDeclaration())
    llvm::interleaveComma(signature.getInputs(), printer);
  else
    llvm::interleaveComma(
        op.getBody()->getArguments(), printer,
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
  if (norm::detail::hasNumbers(*this, getDefaultsAttr())) {
    printer << " attributes ";
    norm::detail::printNumbers(printer, *this, getDefaultsAttr());
  }
  if (isDeclaration())
    return;
  printer << " ";
  printer.printRegion(getRegion(), /*printEntryBlockArgs=*/isRowProgram());
}
