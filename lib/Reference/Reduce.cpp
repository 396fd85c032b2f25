#include "Reduce.h"

#include "Constant.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::norm;

/// The combiner region that a named kind abbreviates.
static std::shared_ptr<Block> createNamed(ReduceOp op) {
  auto block = std::make_shared<Block>();
  Type type = op.getOperands().front().getType();
  block->addArguments({type, type}, {op.getLoc(), op.getLoc()});
  OpBuilder builder(op.getContext());
  builder.setInsertionPointToEnd(block.get());
  Value combined =
      vector::makeArithReduction(builder, op.getLoc(), *op.getKind(),
                                 block->getArgument(0), block->getArgument(1));
  YieldOp::create(builder, op.getLoc(), combined);
  return block;
}

FailureOr<Combiner> Combiner::create(ReduceOp op, Compiler &compiler) {
  Combiner combiner(compiler.getEvaluator().getRandom());
  if (op.isNamed())
    combiner.named = createNamed(op);
  Block &block = op.isNamed() ? *combiner.named : op.getCombiner().front();
  FailureOr<Program> program = compiler.compile(block);
  if (failed(program))
    return failure();
  combiner.program = std::move(*program);

  SmallVector<Attribute> identity;
  if (op.isNamed()) {
    if (auto neutral = arith::getNeutralElement(&block.front()))
      identity.push_back(*neutral);
  } else {
    llvm::append_range(identity, *op.getIdentity());
  }
  for (Attribute attribute : identity)
    if (std::optional<Datum> datum = readConstant(attribute))
      combiner.identity.push_back(datum->cell);
  if (combiner.identity.size() == op.getOperands().size())
    return combiner;
  op.emitOpError("has no identity that the reference evaluator knows");
  return failure();
}

LogicalResult Combiner::combine(ArrayRef<Cell> a, ArrayRef<Cell> b,
                                MutableArrayRef<Cell> result,
                                Frame &frame) const {
  for (size_t i = 0; i < size(); ++i) {
    frame[program.arguments[i]].cell = a[i];
    frame[program.arguments[size() + i]].cell = b[i];
  }
  if (failed(program.run(frame)))
    return failure();
  for (size_t i = 0; i < size(); ++i)
    result[i] = frame[program.results[i]].cell;
  return success();
}

FailureOr<SmallVector<Cell>> Combiner::fold(std::vector<Cell> states,
                                            Frame &frame) const {
  // A tuple's identity is one more leaf. That of a named kind is known to be
  // neutral for numbers, but maxnumf(-inf, NaN) is not NaN.
  if (!named || states.empty())
    states.insert(states.end(), identity.begin(), identity.end());
  MutableArrayRef<Cell> cells(states);
  auto state = [&](size_t i) { return cells.slice(i * size(), size()); };
  auto draw = [&](size_t count) {
    return std::uniform_int_distribution<size_t>(0, count - 1)(*random);
  };
  for (size_t count = cells.size() / size(); count > 1; --count) {
    // Two distinct states become one, and the last one fills the gap.
    size_t a = draw(count), b = draw(count - 1);
    b += b >= a;
    if (failed(combine(state(a), state(b), state(std::min(a, b)), frame)))
      return failure();
    llvm::copy(state(count - 1), state(std::max(a, b)).begin());
  }
  return SmallVector<Cell>(cells.take_front(size()));
}
