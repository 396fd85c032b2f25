// norm.generic: building, syntax, effects, extents.
#include "norm/IR/VariesAlong.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

void GenericOp::build(
    OpBuilder &builder, OperationState &state, ValueRange inputs,
    ValueRange outputs, ArrayRef<AffineMap> maps,
    ArrayRef<utils::IteratorType> iterators,
    function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> body) {
  state.addOperands(inputs);
  state.addOperands(outputs);
  for (Value output : outputs)
    if (isa<TensorType>(output.getType()))
      state.addTypes(output.getType());
  Properties &properties = state.getOrAddProperties<Properties>();
  properties.operandSegmentSizes = {static_cast<int32_t>(inputs.size()),
                                    static_cast<int32_t>(outputs.size())};
  properties.indexing_maps = builder.getAffineMapArrayAttr(maps);
  properties.iterator_types = builder.getArrayAttr(llvm::map_to_vector(
      iterators, [&](utils::IteratorType type) -> Attribute {
        return linalg::IteratorTypeAttr::get(builder.getContext(), type);
      }));

  Region *region = state.addRegion();
  OpBuilder::InsertionGuard guard(builder);
  Block *block = builder.createBlock(region);
  for (Value input : inputs)
    block->addArgument(getElementTypeOrSelf(input.getType()), input.getLoc());
  YieldOp::create(builder, state.location,
                  body(builder, block->getArguments()));
}

ArrayRef<int64_t> GenericOp::getShape(OpOperand *operand) {
  if (auto shaped = dyn_cast<ShapedType>(operand->get().getType()))
    return shaped.getShape();
  return {};
}

SmallVector<utils::IteratorType> GenericOp::getIteratorTypesArray() {
  return llvm::map_to_vector(
      getIteratorTypes().getAsRange<linalg::IteratorTypeAttr>(),
      [](linalg::IteratorTypeAttr type) { return type.getValue(); });
}

SmallVector<int64_t> GenericOp::getReductionIterators() {
  SmallVector<int64_t> iterators;
  for (auto [i, type] : llvm::enumerate(getIteratorTypesArray()))
    if (type == utils::IteratorType::reduction)
      iterators.push_back(i);
  return iterators;
}

AffineMap GenericOp::getInputMap(unsigned i) {
  return cast<AffineMapAttr>(getIndexingMaps()[i]).getValue();
}
AffineMap GenericOp::getOutputMap(unsigned i) {
  return getInputMap(getInputs().size() + i);
}

YieldOp GenericOp::getYield() {
  return cast<YieldOp>(getBody()->getTerminator());
}

SmallVector<int64_t> GenericOp::getStaticLoopRanges() {
  SmallVector<int64_t> ranges(getNumIterators(), ShapedType::kDynamic);
  for (OpOperand &operand : getOperation()->getOpOperands()) {
    AffineMap map = getMatchingIndexingMap(&operand);
    for (auto [extent, expr] :
         llvm::zip_equal(getShape(&operand), map.getResults()))
      if (auto dim = dyn_cast<AffineDimExpr>(expr);
          dim && !ShapedType::isDynamic(extent))
        ranges[dim.getPosition()] = extent;
  }
  return ranges;
}

void GenericOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  for (OpOperand &operand : getOperation()->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    if (isDpsInput(&operand))
      effects.emplace_back(MemoryEffects::Read::get(), &operand, /*stage=*/0,
                           /*effectOnFullRegion=*/true,
                           SideEffects::DefaultResource::get());
    else
      effects.emplace_back(MemoryEffects::Write::get(), &operand, /*stage=*/0,
                           /*effectOnFullRegion=*/true,
                           SideEffects::DefaultResource::get());
  }
}

LogicalResult
GenericOp::reifyResultShapes(OpBuilder &builder,
                             ReifiedRankedShapedTypeDims &shapes) {
  for (OpOperand &output : getOutputsMutable())
    if (isa<TensorType>(output.get().getType()))
      shapes.push_back(tensor::getMixedSizes(builder, getLoc(), output.get()));
  return success();
}

// Syntax, as in linalg:
//   norm.generic ins(%x : type) outs(%o : type)
//     {indexing_maps = [...], iterator_types = ["parallel"]} { body } -> type

static ParseResult parseOperandGroup(OpAsmParser &parser, StringRef keyword,
                                     SmallVectorImpl<Value> &operands) {
  if (parser.parseOptionalKeyword(keyword))
    return success();
  SmallVector<OpAsmParser::UnresolvedOperand> names;
  SmallVector<Type> types;
  SMLoc loc = parser.getCurrentLocation();
  return failure(parser.parseLParen() || parser.parseOperandList(names) ||
                 parser.parseColonTypeList(types) || parser.parseRParen() ||
                 parser.resolveOperands(names, types, loc, operands));
}

/// Words for iterator types, as attributes.
static ParseResult readIteratorTypes(OpAsmParser &parser, SMLoc loc,
                                     NamedAttrList &attributes) {
  auto words = dyn_cast_or_null<ArrayAttr>(attributes.get("iterator_types"));
  if (!words)
    return parser.emitError(loc, "expects iterator_types, an array of strings");
  SmallVector<Attribute> types;
  for (Attribute word : words) {
    auto text = dyn_cast<StringAttr>(word);
    auto type =
        text ? utils::symbolizeIteratorType(text.getValue()) : std::nullopt;
    if (!type)
      return parser.emitError(
                 loc,
                 "expects iterator type \"parallel\" or \"reduction\", got ")
             << word;
    types.push_back(linalg::IteratorTypeAttr::get(parser.getContext(), *type));
  }
  attributes.set("iterator_types", parser.getBuilder().getArrayAttr(types));
  return success();
}

ParseResult GenericOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<Value> inputs, outputs;
  SMLoc attributeLoc;
  if (parseOperandGroup(parser, "ins", inputs) ||
      parseOperandGroup(parser, "outs", outputs) ||
      parser.getCurrentLocation(&attributeLoc) ||
      parser.parseOptionalAttrDict(result.attributes) ||
      readIteratorTypes(parser, attributeLoc, result.attributes))
    return failure();
  if (!isa_and_nonnull<ArrayAttr>(result.attributes.get("indexing_maps")))
    return parser.emitError(attributeLoc,
                            "expects indexing_maps, an array of affine maps");
  result.addOperands(inputs);
  result.addOperands(outputs);
  result.getOrAddProperties<Properties>().operandSegmentSizes = {
      static_cast<int32_t>(inputs.size()),
      static_cast<int32_t>(outputs.size())};
  if (parser.parseRegion(*result.addRegion()))
    return failure();
  return parser.parseOptionalArrowTypeList(result.types);
}

static void printOperandGroup(OpAsmPrinter &printer, StringRef keyword,
                              ValueRange operands) {
  if (!operands.empty())
    printer << " " << keyword << "(" << operands << " : " << operands.getTypes()
            << ")";
}

void GenericOp::print(OpAsmPrinter &printer) {
  printOperandGroup(printer, "ins", getInputs());
  printOperandGroup(printer, "outs", getOutputs());
  SmallVector<Attribute> words = llvm::map_to_vector(
      getIteratorTypesArray(), [&](utils::IteratorType type) -> Attribute {
        return StringAttr::get(getContext(),
                               utils::stringifyIteratorType(type));
      });
  NamedAttrList attributes;
  attributes.set("indexing_maps", getIndexingMaps());
  attributes.set("iterator_types", ArrayAttr::get(getContext(), words));
  attributes.append((*this)->getDiscardableAttrs());
  printer << " " << attributes.getDictionary(getContext()) << " ";
  printer.printRegion(getRegion());
  printer.printOptionalArrowTypeList(getResultTypes());
}

namespace {
/// An iterator that no reduction and no count names is parallel, if the output
/// maps allow it.
struct DemoteUnreduced final : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GenericOp op,
                                PatternRewriter &rewriter) const override {
    llvm::SmallBitVector reduced(op.getNumIterators());
    for (Operation &bodyOp : *op.getBody()) {
      SmallVector<int64_t> named;
      if (auto reduce = dyn_cast<ReduceOp>(bodyOp))
        named = reduce.getReducedIterators();
      if (auto count = dyn_cast<CountOp>(bodyOp))
        named = count.getCountedIterators();
      for (int64_t iterator : named)
        reduced.set(iterator);
    }
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    SmallVector<Attribute> types(op.getIteratorTypes().getValue());
    auto parallel = linalg::IteratorTypeAttr::get(
        op.getContext(), utils::IteratorType::parallel);
    for (int64_t i : op.getReductionIterators()) {
      bool inOutputs =
          llvm::all_of(llvm::seq(op.getOutputs().size()), [&](size_t output) {
            return op.getOutputMap(output).isFunctionOfDim(i);
          });
      if (!reduced[i] && (inOutputs || ranges[i] == 1))
        types[i] = parallel;
    }
    if (ArrayRef(types) == op.getIteratorTypes().getValue())
      return rewriter.notifyMatchFailure(op,
                                         "every reduction iterator is reduced");
    rewriter.modifyOpInPlace(
        op, [&] { op.setIteratorTypesAttr(rewriter.getArrayAttr(types)); });
    return success();
  }
};
} // namespace

void GenericOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  patterns.add<DemoteUnreduced>(context);
}
