// The body of an excerpt: reductions, counts and indices change, all else is
// copied.
#include "norm/IR/CombiningKinds.h"
#include "norm/IR/Excerpt.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::norm;

SmallVector<Value> Excerpt::writeBody(OpBuilder &body, ValueRange arguments) {
  IRMapping mapping;
  for (auto [argument, input] : argumentInputs)
    mapping.map(argument, arguments[input]);
  for (Operation &bodyOp : *op.getBody())
    if (needed.contains(&bodyOp))
      writeOp(body, bodyOp, arguments, mapping);
  return llvm::map_to_vector(
      stored, [&](Value value) { return mapping.lookup(value); });
}

void Excerpt::writeOp(OpBuilder &body, Operation &bodyOp, ValueRange arguments,
                      IRMapping &mapping) {
  if (auto reduce = dyn_cast<ReduceOp>(bodyOp))
    return writeReduce(body, reduce, arguments, mapping);
  if (auto count = dyn_cast<CountOp>(bodyOp))
    return writeCount(body, count, arguments, mapping);
  if (auto index = dyn_cast<IndexOp>(bodyOp))
    return writeIndex(body, index, arguments, mapping);
  body.clone(bodyOp, mapping);
}

void Excerpt::writeReduce(OpBuilder &body, ReduceOp reduce,
                          ValueRange arguments, IRMapping &mapping) {
  auto select = [&](ArrayRef<unsigned> positions) {
    return llvm::map_to_vector(
        positions, [&](unsigned i) -> Value { return arguments[i]; });
  };
  SmallVector<Value> states;
  if (auto entry = loaded.find(reduce); entry != loaded.end())
    states = select(entry->second.inputs);
  else
    for (Value operand : reduce.getOperands())
      states.push_back(mapping.lookup(operand));

  if (SmallVector<int64_t> over = remaining(reduce); !over.empty()) {
    auto copy = cast<ReduceOp>(body.clone(*reduce, mapping));
    copy->setOperands(states);
    copy.setIteratorsAttr(renumber(over));
    states = llvm::to_vector_of<Value>(copy.getResults());
  }
  if (auto entry = accumulated.find(reduce); entry != accumulated.end())
    states = combine(body, reduce, select(entry->second.inputs), states);
  mapping.map(reduce.getResults(), states);
}

void Excerpt::writeCount(OpBuilder &body, CountOp count, ValueRange arguments,
                         IRMapping &mapping) {
  Location loc = count.getLoc();
  Type type = count.getType();
  auto input = countInputs.find(count);
  if (auto constant = constantCounts.find(count);
      constant != constantCounts.end()) {
    TypedAttr value = body.getIndexAttr(constant->second);
    if (auto number = dyn_cast<FloatType>(type)) {
      APFloat rounded(number.getFloatSemantics());
      rounded.convertFromAPInt(APInt(64, constant->second), /*IsSigned=*/false,
                               APFloat::rmNearestTiesToEven);
      value = body.getFloatAttr(number, rounded);
    }
    mapping.map(count.getResult(),
                arith::ConstantOp::create(body, loc, value).getResult());
    return;
  }
  if (input == countInputs.end()) {
    auto copy = cast<CountOp>(body.clone(*count, mapping));
    copy.setIteratorsAttr(renumber(count.getCountedIterators()));
    return;
  }
  Value points = arguments[input->second];
  if (!type.isIndex()) {
    points = arith::IndexCastUIOp::create(body, loc, body.getI64Type(), points);
    points = arith::UIToFPOp::create(body, loc, type, points);
  }
  mapping.map(count.getResult(), points);
}

void Excerpt::writeIndex(OpBuilder &body, IndexOp index, ValueRange arguments,
                         IRMapping &mapping) {
  Value position = IndexOp::create(body, index.getLoc(), index.getType(),
                                   numbers[index.getDim()]);
  if (auto input = offsetInputs.find(index.getDim());
      input != offsetInputs.end())
    position = arith::AddIOp::create(body, index.getLoc(), position,
                                     arguments[input->second]);
  mapping.map(index.getResult(), position);
}
