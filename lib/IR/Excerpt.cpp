#include "norm/IR/Excerpt.h"
#include "norm/IR/IterationSpace.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

Excerpt::Excerpt(OpBuilder &builder, GenericOp op)
    : builder(builder), op(op), sources(op.getInputs()),
      left(op.getNumIterators()), neededArguments(op.getInputs().size()),
      reduced(op.getNumIterators()) {}

void Excerpt::restrictTo(ArrayRef<OpFoldResult> tileOffsets,
                         ArrayRef<OpFoldResult> tileSizes) {
  offsets = llvm::to_vector(tileOffsets);
  sizes = llvm::to_vector(tileSizes);
  countsAreWhole = false;
  for (auto [i, source] : llvm::enumerate(sources))
    source = sliceThrough(builder, op.getLoc(), source, op.getInputMap(i),
                          offsets, sizes);
}

void Excerpt::leave(ArrayRef<unsigned> iterators) {
  for (unsigned iterator : iterators)
    left.set(iterator);
}

unsigned Excerpt::addInput(Value value, AffineMap map) {
  inputs.push_back(value);
  inputMaps.push_back(map);
  return inputs.size() - 1;
}

unsigned Excerpt::addScalar(OpFoldResult value) {
  Value scalar = getValueOrCreateConstantIndexOp(builder, op.getLoc(), value);
  return addInput(scalar,
                  AffineMap::get(op.getNumIterators(), 0, op.getContext()));
}

void Excerpt::load(ReduceOp reduce, ValueRange states, AffineMap map,
                   ArrayRef<int64_t> over) {
  countsAreWhole &= over.empty();
  loaded[reduce] = {llvm::to_vector(states), map, llvm::to_vector(over), {}};
}

void Excerpt::store(Value value, Value init, AffineMap map) {
  stored.push_back(value);
  outputs.push_back(init);
  outputMaps.push_back(map);
}

void Excerpt::accumulate(ReduceOp reduce, ValueRange inits, AffineMap map) {
  accumulated[reduce] = {llvm::to_vector(inits), map, {}, {}};
  for (auto [value, init] : llvm::zip_equal(reduce.getResults(), inits))
    store(value, init, map);
}

/// What remains of the reduction here; empty where nothing does.
SmallVector<int64_t> Excerpt::remaining(ReduceOp reduce) {
  if (auto entry = loaded.find(reduce); entry != loaded.end())
    return entry->second.over;
  SmallVector<int64_t> iterators = reduce.getReducedIterators();
  llvm::erase_if(iterators,
                 [&](int64_t iterator) { return left.test(iterator); });
  return iterators;
}

void Excerpt::need(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    neededArguments.set(argument.getArgNumber());
    return;
  }
  Operation *producer = value.getDefiningOp();
  if (!needed.insert(producer))
    return;
  if (auto reduce = dyn_cast<ReduceOp>(producer))
    for (int64_t iterator : remaining(reduce))
      reduced.set(iterator);
  if (!loaded.count(producer))
    for (Value operand : producer->getOperands())
      need(operand);
}

void Excerpt::addOriginalInputs() {
  for (unsigned i : neededArguments.set_bits())
    argumentInputs[op.getBody()->getArgument(i)] =
        addInput(sources[i], op.getInputMap(i));
}

void Excerpt::addStates(States &states) {
  for (Value value : states.values)
    states.inputs.push_back(addInput(value, states.map));
}

/// Extents of the whole space, from `outs` only where no input has them: a tile
/// may have other `outs` than the original.
static SmallVector<OpFoldResult> wholeExtents(OpBuilder &builder,
                                              GenericOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  ArrayRef<AffineMap> inputMaps =
      ArrayRef(maps).take_front(op.getInputs().size());
  SmallVector<OpFoldResult> extents =
      getIteratorExtents(builder, op.getLoc(), op.getInputs(), inputMaps);
  if (extents.size() == op.getNumIterators() &&
      !llvm::is_contained(extents, OpFoldResult()))
    return extents;
  return getIteratorExtents(builder, op.getLoc(), op->getOperands(), maps);
}

/// The number of points of some iterators of the original.
static OpFoldResult countPoints(OpBuilder &builder, GenericOp op,
                                ArrayRef<int64_t> iterators) {
  SmallVector<OpFoldResult> extents = wholeExtents(builder, op), factors;
  AffineExpr product = builder.getAffineConstantExpr(1);
  for (int64_t iterator : iterators) {
    product = product * builder.getAffineSymbolExpr(factors.size());
    factors.push_back(extents[iterator]);
  }
  return affine::makeComposedFoldedAffineApply(builder, op.getLoc(), product,
                                               factors);
}

void Excerpt::addCounts() {
  for (Operation *bodyOp : needed) {
    auto count = dyn_cast<CountOp>(bodyOp);
    if (!count)
      continue;
    SmallVector<int64_t> iterators = count.getCountedIterators();
    if (countsAreWhole &&
        llvm::all_of(iterators, [&](int64_t i) { return reduced.test(i); }))
      continue;
    OpFoldResult points = countPoints(builder, op, iterators);
    if (auto constant = getConstantIntValue(points))
      constantCounts[count] = *constant;
    else
      countInputs[count] = addScalar(points);
  }
}

void Excerpt::addOffsets() {
  if (offsets.empty())
    return;
  for (Operation *bodyOp : needed)
    if (auto index = dyn_cast<IndexOp>(bodyOp))
      if (!isZeroInteger(offsets[index.getDim()]) &&
          !offsetInputs.count(index.getDim()))
        offsetInputs[index.getDim()] = addScalar(offsets[index.getDim()]);
}

void Excerpt::numberIterators() {
  SmallVector<utils::IteratorType> originalTypes = op.getIteratorTypesArray();
  llvm::SmallBitVector used = reduced, bounded(op.getNumIterators());
  for (ArrayRef<AffineMap> maps : {ArrayRef(inputMaps), ArrayRef(outputMaps)})
    for (AffineMap map : maps)
      for (unsigned i = 0; i < op.getNumIterators(); ++i)
        if (map.isFunctionOfDim(i))
          bounded.set(i);
  used |= bounded;
  for (Operation *bodyOp : needed)
    if (auto index = dyn_cast<IndexOp>(bodyOp))
      used.set(index.getDim());

  // A reduction over points that no value tells apart still needs their number.
  for (unsigned i : used.set_bits())
    if (!bounded.test(i)) {
      OpFoldResult extent =
          sizes.empty() ? wholeExtents(builder, op)[i] : sizes[i];
      Value points = tensor::EmptyOp::create(builder, op.getLoc(), {extent},
                                             builder.getI1Type());
      addInput(points, AffineMap::get(op.getNumIterators(), 0,
                                      builder.getAffineDimExpr(i)));
    }

  numbers.assign(op.getNumIterators(), -1);
  for (unsigned i : used.set_bits()) {
    numbers[i] = types.size();
    bool free = llvm::any_of(
        outputMaps, [i](AffineMap map) { return !map.isFunctionOfDim(i); });
    bool reduces = reduced.test(i) ||
                   (free && originalTypes[i] == utils::IteratorType::reduction);
    types.push_back(reduces ? utils::IteratorType::reduction
                            : utils::IteratorType::parallel);
  }
}

AffineMap Excerpt::renumber(AffineMap map) {
  SmallVector<AffineExpr> exprs =
      llvm::map_to_vector(numbers, [&](int64_t number) {
        return number < 0 ? builder.getAffineConstantExpr(0)
                          : builder.getAffineDimExpr(number);
      });
  return map.replaceDimsAndSymbols(exprs, {}, types.size(), 0);
}

/// Null where the iterators are all that the excerpt reduces.
DenseI64ArrayAttr Excerpt::renumber(ArrayRef<int64_t> iterators) {
  if (static_cast<int64_t>(iterators.size()) ==
      llvm::count(types, utils::IteratorType::reduction))
    return {};
  return builder.getDenseI64ArrayAttr(
      llvm::map_to_vector(iterators, [&](int64_t i) { return numbers[i]; }));
}

GenericOp Excerpt::build() {
  for (Value value : stored)
    need(value);
  addOriginalInputs();
  for (auto *entries : {&loaded, &accumulated})
    for (auto &[reduce, states] : *entries)
      if (needed.contains(reduce))
        addStates(states);
  addCounts();
  addOffsets();
  numberIterators();
  SmallVector<AffineMap> maps;
  for (ArrayRef<AffineMap> list : {ArrayRef(inputMaps), ArrayRef(outputMaps)})
    for (AffineMap map : list)
      maps.push_back(renumber(map));
  return GenericOp::create(builder, op.getLoc(), inputs, outputs, maps, types,
                           [&](OpBuilder &body, ValueRange arguments) {
                             return writeBody(body, arguments);
                           });
}
