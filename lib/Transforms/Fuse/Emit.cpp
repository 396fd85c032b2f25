// Writing the body of a kernel into another space.
#include "Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::fuse;

SmallVector<int64_t> fuse::placeIterators(ArrayRef<int64_t> iterators,
                                          const Places &places) {
  SmallVector<int64_t> placed;
  for (int64_t iterator : iterators)
    llvm::append_range(placed, places[iterator]);
  llvm::sort(placed);
  return placed;
}

namespace {
/// Writes one body, op by op.
class Emitter {
public:
  Emitter(OpBuilder &builder, const Kernel &kernel, const Places &places)
      : builder(builder), kernel(kernel), places(places) {}

  SmallVector<Value> emit(ValueRange arguments);

private:
  void emitOp(Operation *op);
  void emitReduce(ReduceOp op);
  void emitCount(CountOp op);
  void emitIndex(Operation *op, int64_t iterator);
  void emitCombination(Operation *op, const Combination &combination);
  void emitElementwise(Operation *op);

  OpBuilder &builder;
  const Kernel &kernel;
  const Places &places;
  IRMapping mapping;
};
} // namespace

/// Over a single point, a reduction is that point.
void Emitter::emitReduce(ReduceOp op) {
  SmallVector<int64_t> over = placeIterators(op.getReducedIterators(), places);
  if (over.empty()) {
    for (auto [result, operand] :
         llvm::zip_equal(op.getResults(), op.getOperands()))
      mapping.map(result, mapping.lookup(operand));
    return;
  }
  auto copy = cast<ReduceOp>(builder.clone(*op, mapping));
  copy.setIteratorsAttr(builder.getDenseI64ArrayAttr(over));
}

void Emitter::emitCount(CountOp op) {
  SmallVector<int64_t> over = placeIterators(op.getCountedIterators(), places);
  if (!over.empty()) {
    auto copy = cast<CountOp>(builder.clone(*op, mapping));
    copy.setIteratorsAttr(builder.getDenseI64ArrayAttr(over));
    return;
  }
  TypedAttr one = builder.getOneAttr(op.getType());
  mapping.map(op.getResult(),
              arith::ConstantOp::create(builder, op.getLoc(), one).getResult());
}

void Emitter::emitIndex(Operation *op, int64_t iterator) {
  Value position;
  if (places[iterator].empty())
    position = arith::ConstantIndexOp::create(builder, op->getLoc(), 0);
  else
    position = IndexOp::create(builder, op->getLoc(), builder.getIndexType(),
                               places[iterator].front());
  mapping.map(op->getResult(0), position);
}

void Emitter::emitCombination(Operation *op, const Combination &combination) {
  Value term = mapping.lookup(combination.term);
  SmallVector<int64_t> over = placeIterators(kernel.rows.front(), places);
  if (!over.empty())
    term = ReduceOp::create(builder, op->getLoc(), combination.kind, term,
                            builder.getDenseI64ArrayAttr(over))
               ->getResult(0);
  if (combination.init)
    term = vector::makeArithReduction(builder, op->getLoc(), combination.kind,
                                      mapping.lookup(combination.init), term);
  mapping.map(op->getResult(0), term);
}

void Emitter::emitElementwise(Operation *op) {
  auto operands = llvm::map_to_vector(op->getOperands(), [&](Value operand) {
    return mapping.lookup(operand);
  });
  OperationState state(op->getLoc(), op->getName(), operands,
                       getElementTypeOrSelf(op->getResult(0).getType()),
                       op->getAttrs());
  mapping.map(op->getResult(0), builder.create(state)->getResult(0));
}

void Emitter::emitOp(Operation *op) {
  if (auto combination = kernel.combinations.find(op);
      combination != kernel.combinations.end())
    return emitCombination(op, combination->second);
  if (op == kernel.op)
    return emitElementwise(op);
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return emitReduce(reduce);
  if (auto count = dyn_cast<CountOp>(op))
    return emitCount(count);
  if (auto index = dyn_cast<IndexOp>(op))
    return emitIndex(op, index.getDim());
  if (auto index = dyn_cast<linalg::IndexOp>(op))
    return emitIndex(op, index.getDim());
  builder.clone(*op, mapping);
}

SmallVector<Value> Emitter::emit(ValueRange arguments) {
  mapping.map(ValueRange(kernel.arguments), arguments);
  for (Operation *op : kernel.body)
    emitOp(op);
  return llvm::map_to_vector(
      kernel.yields, [&](Value value) { return mapping.lookup(value); });
}

SmallVector<Value> fuse::emitBody(OpBuilder &builder, const Kernel &kernel,
                                  ValueRange arguments, const Places &places) {
  return Emitter(builder, kernel, places).emit(arguments);
}
