// The constraints of norm.generic, G1 to G9.
#include "norm/IR/VariesAlong.h"

using namespace mlir;
using namespace mlir::norm;

/// G1: one map per operand, over the iterators.
static LogicalResult verifyMapCount(GenericOp op) {
  if (op.getIndexingMaps().size() != op->getNumOperands())
    return op.emitOpError("expects one indexing map per operand, got ")
           << op.getIndexingMaps().size() << " for " << op->getNumOperands()
           << " operands";
  for (AffineMap map : op.getIndexingMapsArray())
    if (map.getNumDims() != op.getNumIterators() || map.getNumSymbols() != 0)
      return op.emitOpError("expects indexing maps over ")
             << op.getNumIterators() << " iterators without symbols, got "
             << AffineMapAttr::get(map);
  return success();
}

/// G2: a map is a projected permutation, or 0 where the static extent is 1.
static LogicalResult verifyMap(GenericOp op, OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  ArrayRef<int64_t> shape = op.getShape(&operand);
  if (map.getNumResults() != shape.size())
    return op.emitOpError("expects the indexing map of operand #")
           << operand.getOperandNumber() << " to have " << shape.size()
           << " results, got " << AffineMapAttr::get(map);
  llvm::SmallBitVector seen(map.getNumDims());
  for (auto [expr, extent] : llvm::zip_equal(map.getResults(), shape)) {
    auto constant = dyn_cast<AffineConstantExpr>(expr);
    if (constant && constant.getValue() == 0 && extent == 1)
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || seen.test(dim.getPosition()))
      return op.emitOpError("expects the indexing map of operand #")
             << operand.getOperandNumber()
             << " to be a projected permutation, or 0 where the extent is 1, "
                "got "
             << AffineMapAttr::get(map);
    seen.set(dim.getPosition());
  }
  return success();
}

/// G3: each iterator has an extent, and operands agree on it.
static LogicalResult verifyExtents(GenericOp op) {
  llvm::SmallBitVector bounded(op.getNumIterators());
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    for (auto [extent, expr] :
         llvm::zip_equal(op.getShape(&operand), map.getResults())) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        continue;
      bounded.set(dim.getPosition());
      if (!ShapedType::isDynamic(extent) && extent != ranges[dim.getPosition()])
        return op.emitOpError("expects iterator #")
               << dim.getPosition() << " to have one extent, got " << extent
               << " from operand #" << operand.getOperandNumber() << " and "
               << ranges[dim.getPosition()];
    }
  }
  if (!bounded.all())
    return op.emitOpError("expects an operand that gives iterator #")
           << bounded.find_first_unset() << " its extent";
  return success();
}

/// G4: all ranked tensors or all memrefs; tensors of `outs` have results.
static LogicalResult verifySemantics(GenericOp op) {
  bool tensors = false, memrefs = false;
  for (auto [i, type] : llvm::enumerate(op->getOperandTypes())) {
    tensors |= isa<RankedTensorType>(type);
    memrefs |= isa<MemRefType>(type);
    bool ranked = isa<RankedTensorType, MemRefType>(type);
    Type element = ranked ? getElementTypeOrSelf(type) : type;
    if (!element.isIntOrIndexOrFloat())
      return op.emitOpError("expects operand #")
             << i
             << " to be a ranked tensor or memref of scalars, or a scalar, got "
             << type;
  }
  if (tensors && memrefs)
    return op.emitOpError("expects operands to be all tensors or all memrefs");
  size_t numResults = memrefs ? 0 : op.getOutputs().size();
  if (op->getNumResults() != numResults)
    return op.emitOpError("expects one result per output tensor, got ")
           << op->getNumResults() << " for " << numResults;
  return success();
}

/// G5: arguments and yielded values have the element types of the operands.
static LogicalResult verifySignature(GenericOp op) {
  Block &body = *op.getBody();
  auto elementTypes = [](ValueRange values) {
    return llvm::map_to_vector(values.getTypes(), [](Type type) {
      return getElementTypeOrSelf(type);
    });
  };
  SmallVector<Type> arguments = elementTypes(op.getInputs());
  if (TypeRange(body.getArgumentTypes()) != TypeRange(arguments))
    return op.emitOpError("expects body arguments of types [")
           << TypeRange(arguments) << "], one per input, got ["
           << TypeRange(body.getArgumentTypes()) << "]";
  auto yield = dyn_cast<YieldOp>(body.getTerminator());
  if (!yield)
    return op.emitOpError("expects the body to end in norm.yield");
  SmallVector<Type> results = elementTypes(op.getOutputs());
  if (yield.getValues().getTypes() != TypeRange(results))
    return yield.emitOpError("expects values of types [")
           << TypeRange(results) << "], one per output, got ["
           << yield.getValues().getTypes() << "]";
  return success();
}

LogicalResult GenericOp::verify() {
  if (failed(verifySemantics(*this)) || failed(verifyMapCount(*this)))
    return failure();
  for (OpOperand &operand : getOperation()->getOpOperands())
    if (failed(verifyMap(*this, operand)))
      return failure();
  return failure(failed(verifyExtents(*this)) ||
                 failed(verifySignature(*this)));
}

/// G6: effect-free ops on scalars, without regions.
static LogicalResult verifyBodyOp(GenericOp op, Operation &bodyOp) {
  if (!isMemoryEffectFree(&bodyOp))
    return bodyOp.emitOpError(
        "has memory effects, which the body of norm.generic does not allow");
  if (bodyOp.getNumRegions() != 0 && !isa<ReduceOp>(bodyOp))
    return bodyOp.emitOpError(
        "has a region, which the body of norm.generic does not allow");
  for (Type type : bodyOp.getResultTypes())
    if (!type.isIntOrIndexOrFloat())
      return bodyOp.emitOpError(
                 "expects scalars in the body of norm.generic, got ")
             << type;
  return success();
}

/// G7: reductions and counts name reduction iterators, indices existing ones.
static LogicalResult verifyIterators(GenericOp op, Operation &bodyOp) {
  if (auto index = dyn_cast<IndexOp>(bodyOp))
    if (index.getDim() >= op.getNumIterators())
      return bodyOp.emitOpError("expects an iterator below ")
             << op.getNumIterators() << ", got " << index.getDim();
  SmallVector<int64_t> named;
  if (auto reduce = dyn_cast<ReduceOp>(bodyOp))
    named = reduce.getReducedIterators();
  else if (auto count = dyn_cast<CountOp>(bodyOp))
    named = count.getCountedIterators();
  else
    return success();
  if (named.empty())
    return bodyOp.emitOpError("expects a reduction iterator");
  SmallVector<utils::IteratorType> types = op.getIteratorTypesArray();
  for (int64_t iterator : named)
    if (iterator < 0 || iterator >= static_cast<int64_t>(types.size()) ||
        types[iterator] != utils::IteratorType::reduction)
      return bodyOp.emitOpError("expects iterator #")
             << iterator << " to be a reduction";
  return success();
}

/// G8: every parallel iterator of non-unit extent is in every output map.
static LogicalResult verifyParallelIterators(GenericOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (auto [i, type] : llvm::enumerate(op.getIteratorTypesArray()))
    for (unsigned output = 0; output < op.getOutputs().size(); ++output)
      if (type == utils::IteratorType::parallel && ranges[i] != 1 &&
          !op.getOutputMap(output).isFunctionOfDim(i))
        return op.emitOpError("expects parallel iterator #")
               << i << " in the map of output #" << output << ", got "
               << AffineMapAttr::get(op.getOutputMap(output));
  return success();
}

/// G9: an output varies only along iterators in its map.
static LogicalResult verifyOutputs(GenericOp op) {
  VariesAlong varies(op);
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (auto [output, value] : llvm::enumerate(op.getYield().getValues()))
    for (unsigned iterator : varies.of(value).set_bits())
      if (ranges[iterator] != 1 &&
          !op.getOutputMap(output).isFunctionOfDim(iterator))
        return op.getYield().emitOpError("expects output #")
               << output << " to vary only along its map "
               << AffineMapAttr::get(op.getOutputMap(output))
               << ", but it varies along iterator #" << iterator;
  return success();
}

LogicalResult GenericOp::verifyRegions() {
  for (Operation &bodyOp : getBody()->without_terminator())
    if (failed(verifyBodyOp(*this, bodyOp)) ||
        failed(verifyIterators(*this, bodyOp)))
      return failure();
  if (failed(verifyParallelIterators(*this)))
    return failure();
  return verifyOutputs(*this);
}
