#include "NormToLinalgStages.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::norm;

StageEmitter::StageEmitter(GenericOp op, const BodySpaces &spaces,
                           OpBuilder &builder)
    : op(op), spaces(spaces), builder(builder), loc(op.getLoc()),
      ranges(op.getStaticLoopRanges()) {
  for (auto [i, argument] : llvm::enumerate(op.getBody()->getArguments()))
    stored[argument] = {op.getInputs()[i], op.getInputMap(i)};
}

// Extents.

Value StageEmitter::extent(unsigned iterator) {
  if (!ShapedType::isDynamic(ranges[iterator]))
    return arith::ConstantIndexOp::create(builder, loc, ranges[iterator]);
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    auto dim =
        map.getResultPosition(getAffineDimExpr(iterator, op.getContext()));
    if (!dim)
      continue;
    if (isa<MemRefType>(operand.get().getType()))
      return memref::DimOp::create(builder, loc, operand.get(), *dim);
    return tensor::DimOp::create(builder, loc, operand.get(), *dim);
  }
  llvm_unreachable("G3: every iterator has an extent");
}

/// A static count, exact before its one rounding.
static TypedAttr staticCount(OpBuilder &builder, Type type, int64_t count) {
  auto floatType = dyn_cast<FloatType>(type);
  if (!floatType)
    return builder.getIndexAttr(count);
  APFloat value(floatType.getFloatSemantics());
  value.convertFromAPInt(APInt(64, count), /*IsSigned=*/true,
                         APFloat::rmNearestTiesToEven);
  return FloatAttr::get(type, value);
}

void StageEmitter::createCount(CountOp count) {
  Value &result = counts[count];
  if (result)
    return;
  int64_t known = 1;
  Value points;
  for (int64_t iterator : count.getCountedIterators()) {
    if (!ShapedType::isDynamic(ranges[iterator])) {
      known *= ranges[iterator];
      continue;
    }
    Value size = extent(iterator);
    points = points
                 ? arith::MulIOp::create(builder, loc, points, size).getResult()
                 : size;
  }
  if (!points) {
    result = arith::ConstantOp::create(
        builder, loc, staticCount(builder, count.getType(), known));
    return;
  }
  Value factor = arith::ConstantIndexOp::create(builder, loc, known);
  result = arith::MulIOp::create(builder, loc, points, factor);
  if (count.getType().isIndex())
    return;
  Value integer =
      arith::IndexCastOp::create(builder, loc, builder.getI64Type(), result);
  result = arith::SIToFPOp::create(builder, loc, count.getType(), integer);
}

// Buffers.

Placed StageEmitter::allocate(const Space &space, Type elementType) {
  SmallVector<int64_t> shape;
  SmallVector<Value> sizes;
  SmallVector<AffineExpr> exprs;
  for (unsigned iterator : space.set_bits()) {
    shape.push_back(ranges[iterator]);
    exprs.push_back(builder.getAffineDimExpr(iterator));
    if (ShapedType::isDynamic(ranges[iterator]))
      sizes.push_back(extent(iterator));
  }
  AffineMap map = AffineMap::get(space.size(), 0, exprs, builder.getContext());
  if (op->getNumResults() != 0)
    return {tensor::EmptyOp::create(builder, loc, shape, elementType, sizes),
            map};
  auto type = MemRefType::get(shape, elementType);
  return {memref::AllocOp::create(builder, loc, type, sizes), map};
}

void StageEmitter::store(Value value, Value buffer) {
  SmallVector<AffineExpr> exprs;
  for (unsigned iterator : spaces.of(value).set_bits())
    exprs.push_back(builder.getAffineDimExpr(iterator));
  stored[value] = {buffer, AffineMap::get(op.getNumIterators(), 0, exprs,
                                          builder.getContext())};
}

// What a stage reads, and what it computes.

bool StageEmitter::isRead(Value value, const Space &space) const {
  if (stored.contains(value))
    return true;
  return spaces.depth(value) > 0 && spaces.of(value) != space;
}

void StageEmitter::extend(Plan &plan, Value value, const Space &space) const {
  value = spaces.resolve(value);
  if (isRead(value, space)) {
    plan.reads.insert(value);
    return;
  }
  Operation *bodyOp = value.getDefiningOp();
  if (plan.ops.contains(bodyOp))
    return;
  for (Value operand : bodyOp->getOperands())
    extend(plan, operand, space);
  plan.ops.insert(bodyOp);
}

void StageEmitter::materialize(ArrayRef<Value> reads) {
  llvm::MapVector<Space, SmallVector<Value>> bySpace;
  for (Value value : reads)
    if (!stored.contains(value))
      bySpace[spaces.of(value)].push_back(value);

  for (auto &[space, values] : bySpace) {
    // An earlier space may have needed some of these already.
    llvm::erase_if(values, [&](Value value) { return stored.contains(value); });
    if (values.empty())
      continue;
    Stage stage{space, Space(space.size()), values, {}};
    for (Value value : values)
      stage.outputs.push_back(allocate(space, value.getType()));
    SmallVector<Value> results =
        emit(stage, [](OpBuilder &, ValueRange roots, ValueRange) {
          return SmallVector<Value>(roots);
        });
    for (auto [value, result] : llvm::zip_equal(values, results))
      store(value, result);
  }
}

// Emission.

/// `map` seen from a stage: its iterators renumbered, others at 0.
static AffineMap restrictTo(const Space &space, AffineMap map) {
  MLIRContext *context = map.getContext();
  SmallVector<AffineExpr> dims(map.getNumDims(),
                               getAffineConstantExpr(0, context));
  for (auto [position, iterator] : llvm::enumerate(space.set_bits()))
    dims[iterator] = getAffineDimExpr(position, context);
  return map.replaceDimsAndSymbols(dims, {}, space.count(), 0);
}

/// Iterators that no operand of the stage has get one that is never read.
void StageEmitter::coverExtents(const Stage &stage,
                                SmallVectorImpl<Placed> &inputs) {
  Space missing = stage.space;
  for (const Placed &input : inputs)
    missing.reset(spaces.of(input.map));
  for (const Placed &output : stage.outputs)
    missing.reset(spaces.of(output.map));
  if (missing.any())
    inputs.push_back(allocate(missing, builder.getI1Type()));
}

SmallVector<Value> StageEmitter::cloneBody(OpBuilder &body, const Stage &stage,
                                           const Plan &plan,
                                           IRMapping &mapping) const {
  SmallVector<int> iterators(stage.space.set_bits());
  for (Operation *bodyOp : plan.ops) {
    for (Value operand : bodyOp->getOperands())
      mapping.map(operand, mapping.lookup(spaces.resolve(operand)));
    if (auto count = dyn_cast<CountOp>(bodyOp)) {
      mapping.map(count.getResult(), counts.lookup(count));
    } else if (auto index = dyn_cast<IndexOp>(bodyOp)) {
      auto position = llvm::find(iterators, static_cast<int>(index.getDim()));
      Value value =
          position == iterators.end()
              ? arith::ConstantIndexOp::create(body, loc, 0).getResult()
              : linalg::IndexOp::create(body, loc,
                                        position - iterators.begin());
      mapping.map(index.getResult(), value);
    } else {
      body.clone(*bodyOp, mapping);
    }
  }
  return llvm::map_to_vector(stage.roots, [&](Value root) {
    return mapping.lookup(spaces.resolve(root));
  });
}

/// What a stage reads: scalars are captured, all else becomes an input.
SmallVector<Value> StageEmitter::placeReads(const Plan &plan,
                                            SmallVectorImpl<Placed> &inputs,
                                            IRMapping &mapping) const {
  SmallVector<Value> elements;
  for (Value value : plan.reads) {
    const Placed &placed = stored.find(value)->second;
    if (!isa<ShapedType>(placed.buffer.getType())) {
      mapping.map(value, placed.buffer);
      continue;
    }
    inputs.push_back(placed);
    elements.push_back(value);
  }
  return elements;
}

SmallVector<utils::IteratorType> Stage::iterators() const {
  return llvm::map_to_vector(space.set_bits(), [&](unsigned iterator) {
    return reduced[iterator] ? utils::IteratorType::reduction
                             : utils::IteratorType::parallel;
  });
}

SmallVector<Value> StageEmitter::emit(const Stage &stage,
                                      Stage::Finish finish) {
  Plan plan;
  for (Value root : stage.roots)
    extend(plan, root, stage.space);
  materialize(plan.reads.getArrayRef());
  for (Operation *bodyOp : plan.ops)
    if (auto count = dyn_cast<CountOp>(bodyOp))
      createCount(count);

  IRMapping mapping;
  SmallVector<Placed> inputs;
  SmallVector<Value> elements = placeReads(plan, inputs, mapping);
  coverExtents(stage, inputs);

  SmallVector<Value> ins, outs;
  SmallVector<AffineMap> maps;
  for (const Placed &input : inputs) {
    ins.push_back(input.buffer);
    maps.push_back(restrictTo(stage.space, input.map));
  }
  for (const Placed &output : stage.outputs) {
    outs.push_back(output.buffer);
    maps.push_back(restrictTo(stage.space, output.map));
  }
  bool tensors = op->getNumResults() != 0;
  TypeRange results = tensors ? TypeRange(ValueRange(outs)) : TypeRange();
  auto generic = linalg::GenericOp::create(
      builder, loc, results, ins, outs, maps, stage.iterators(),
      [&](OpBuilder &body, Location, ValueRange arguments) {
        mapping.map(elements, arguments.take_front(elements.size()));
        SmallVector<Value> roots = cloneBody(body, stage, plan, mapping);
        ValueRange states = arguments.drop_front(ins.size());
        linalg::YieldOp::create(body, loc, finish(body, roots, states));
      });
  return tensors ? SmallVector<Value>(generic->getResults()) : outs;
}
