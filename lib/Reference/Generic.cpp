// norm.generic: its body runs op by op, each op for all points of the iterators
// that its results vary along.

#include "Access.h"
#include "Constant.h"
#include "Reduce.h"

#include "norm/IR/VariesAlong.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::norm;

using llvm::SmallBitVector;

namespace {
/// The values of one SSA value, one for each point that it varies along.
struct Lanes {
  ArrayRef<Cell> cells;
  /// How far apart neighbors along each iterator are; 0 where all are equal.
  SmallVector<int64_t> strides;
  std::vector<Cell> owned;

  int64_t locate(ArrayRef<int64_t> point) const {
    return linearize(point, strides);
  }
};

/// One run of a body.
struct Activation {
  Frame &frame;
  SmallVector<int64_t> extents;
  SmallVector<Lanes> lanes;

  /// Makes room for a value that varies along `set`.
  Lanes &allocate(unsigned value, const SmallBitVector &set);

  /// Visits all points of the iterators in `set`, the others being 0.
  LogicalResult
  forEachPoint(const SmallBitVector &set,
               function_ref<LogicalResult(ArrayRef<int64_t>)> visit) const;
};

/// One op of a body, applied to all of its points.
using Stage = std::function<LogicalResult(Activation &)>;

/// A value of the body: its lanes, its slot while one point is computed, and
/// what it varies along.
struct BodyValue {
  unsigned lanes;
  Slot slot;
  SmallBitVector set;
};

/// Compiles the body of one `norm.generic`.
class BodyCompiler {
public:
  BodyCompiler(GenericOp op, Compiler &compiler)
      : op(op), compiler(compiler), varies(op) {
    for (BlockArgument argument : op.getBody()->getArguments())
      get(argument);
  }

  BodyValue get(Value value) {
    unsigned next = numbers.size();
    unsigned number = numbers.try_emplace(value, next).first->second;
    return {number, compiler.slot(value), varies.of(value)};
  }
  SmallVector<BodyValue> get(ValueRange values) {
    return llvm::map_to_vector(values, [&](Value value) { return get(value); });
  }
  unsigned getNumValues() const { return numbers.size(); }

  FailureOr<Stage> compile(Operation &bodyOp);

private:
  FailureOr<Stage> compileReduce(ReduceOp reduce);
  FailureOr<Stage> compilePure(Operation &bodyOp);

  GenericOp op;
  Compiler &compiler;
  VariesAlong varies;
  DenseMap<Value, unsigned> numbers;
};

/// A compiled `norm.generic`.
struct GenericProgram {
  GenericOp op;
  SmallVector<Slot> inputs, outputs, results;
  SmallVector<Stage> stages;
  SmallVector<BodyValue> yields;
  unsigned numValues = 0;

  LogicalResult run(Frame &frame) const;

private:
  SmallVector<int64_t> getExtents(const Frame &frame) const;
  FailureOr<Access> access(unsigned operand, Slot slot,
                           const Activation &activation) const;
  LogicalResult read(Activation &activation) const;
  LogicalResult write(unsigned output, Activation &activation) const;
};
} // namespace

//===- Lanes --------------------------------------------------------------===//

LogicalResult Activation::forEachPoint(
    const SmallBitVector &set,
    function_ref<LogicalResult(ArrayRef<int64_t>)> visit) const {
  SmallVector<int64_t> box(extents.size(), 1), point(extents.size(), 0);
  for (unsigned iterator : set.set_bits())
    box[iterator] = extents[iterator];
  if (llvm::is_contained(box, 0))
    return success();
  do {
    if (failed(visit(point)))
      return failure();
  } while (advance(point, box));
  return success();
}

Lanes &Activation::allocate(unsigned value, const SmallBitVector &set) {
  Lanes &result = lanes[value];
  result.strides.assign(extents.size(), 0);
  int64_t size = 1;
  for (int64_t iterator = extents.size() - 1; iterator >= 0; --iterator) {
    if (!set.test(iterator))
      continue;
    result.strides[iterator] = size;
    size *= extents[iterator];
  }
  result.owned.assign(size, Cell());
  result.cells = result.owned;
  return result;
}

//===- Stages -------------------------------------------------------------===//

/// The same cell at every point.
static Stage spread(BodyValue value, std::function<Cell(Activation &)> cell) {
  return [=](Activation &activation) {
    activation.allocate(value.lanes, value.set).owned.front() =
        cell(activation);
    return success();
  };
}

static Stage count(CountOp op, BodyValue value) {
  bool isReal = isa<FloatType>(op.getType());
  auto iterators = op.getCountedIterators();
  return spread(value, [=](Activation &activation) {
    int64_t points = 1;
    for (int64_t iterator : iterators)
      points *= activation.extents[iterator];
    return isReal ? realCell(points) : integerCell(points);
  });
}

static Stage index(unsigned iterator, BodyValue value) {
  return [=](Activation &activation) {
    Lanes &lanes = activation.allocate(value.lanes, value.set);
    for (auto [position, cell] : llvm::enumerate(lanes.owned))
      cell = integerCell(position);
    return success();
  };
}

FailureOr<Stage> BodyCompiler::compilePure(Operation &bodyOp) {
  FailureOr<Action> action = compiler.compile(&bodyOp);
  if (failed(action))
    return failure();
  return Stage([action = std::move(*action),
                operands = get(bodyOp.getOperands()),
                results = get(bodyOp.getResults())](Activation &activation) {
    for (const BodyValue &result : results)
      activation.allocate(result.lanes, result.set);
    Frame &frame = activation.frame;
    auto visit = [&](ArrayRef<int64_t> point) -> LogicalResult {
      for (const BodyValue &operand : operands) {
        const Lanes &lanes = activation.lanes[operand.lanes];
        frame[operand.slot].cell = lanes.cells[lanes.locate(point)];
      }
      if (failed(action(frame)))
        return failure();
      for (const BodyValue &result : results) {
        Lanes &lanes = activation.lanes[result.lanes];
        lanes.owned[lanes.locate(point)] = frame[result.slot].cell;
      }
      return success();
    };
    return activation.forEachPoint(results.front().set, visit);
  });
}

FailureOr<Stage> BodyCompiler::compileReduce(ReduceOp reduce) {
  FailureOr<Combiner> combiner = Combiner::create(reduce, compiler);
  if (failed(combiner))
    return failure();
  SmallBitVector reduced(op.getNumIterators());
  for (int64_t iterator : reduce.getReducedIterators())
    reduced.set(iterator);
  return Stage([combiner = std::move(*combiner), reduced,
                operands = get(reduce.getOperands()),
                results = get(reduce.getResults())](Activation &activation) {
    for (const BodyValue &result : results)
      activation.allocate(result.lanes, result.set);
    auto visit = [&](ArrayRef<int64_t> uniform) -> LogicalResult {
      std::vector<Cell> states;
      auto gather = [&](ArrayRef<int64_t> point) {
        for (const BodyValue &operand : operands) {
          const Lanes &lanes = activation.lanes[operand.lanes];
          states.push_back(
              lanes.cells[lanes.locate(uniform) + lanes.locate(point)]);
        }
        return success();
      };
      (void)activation.forEachPoint(reduced, gather);
      auto folded = combiner.fold(std::move(states), activation.frame);
      if (failed(folded))
        return failure();
      for (auto [result, cell] : llvm::zip_equal(results, *folded)) {
        Lanes &lanes = activation.lanes[result.lanes];
        lanes.owned[lanes.locate(uniform)] = cell;
      }
      return success();
    };
    return activation.forEachPoint(results.front().set, visit);
  });
}

FailureOr<Stage> BodyCompiler::compile(Operation &bodyOp) {
  Attribute constant;
  if (matchPattern(&bodyOp, m_Constant(&constant)))
    if (std::optional<Datum> datum = readConstant(constant))
      return spread(get(bodyOp.getResult(0)),
                    [cell = datum->cell](Activation &) { return cell; });
  if (auto op = dyn_cast<CountOp>(bodyOp))
    return count(op, get(op.getResult()));
  if (auto op = dyn_cast<IndexOp>(bodyOp))
    return index(op.getDim(), get(op.getResult()));
  if (auto op = dyn_cast<ReduceOp>(bodyOp))
    return compileReduce(op);
  return compilePure(bodyOp);
}

//===- The whole op -------------------------------------------------------===//

SmallVector<int64_t> GenericProgram::getExtents(const Frame &frame) const {
  GenericOp generic = op;
  SmallVector<int64_t> extents(generic.getNumIterators(), 1);
  SmallVector<Slot> operands(inputs);
  llvm::append_range(operands, outputs);
  for (auto [map, slot] :
       llvm::zip_equal(generic.getIndexingMapsArray(), operands))
    for (auto [expr, extent] :
         llvm::zip(map.getResults(), frame[slot].tensor.shape()))
      if (auto iterator = dyn_cast<AffineDimExpr>(expr))
        extents[iterator.getPosition()] = extent;
  return extents;
}

FailureOr<Access> GenericProgram::access(unsigned operand, Slot slot,
                                         const Activation &activation) const {
  GenericOp generic = op;
  return Access::create(generic, operand, generic.getInputMap(operand),
                        activation.frame[slot].tensor.shape(),
                        activation.extents);
}

LogicalResult GenericProgram::read(Activation &activation) const {
  for (auto [number, slot] : llvm::enumerate(inputs)) {
    FailureOr<Access> map = access(number, slot, activation);
    if (failed(map))
      return failure();
    const Datum &datum = activation.frame[slot];
    Lanes &lanes = activation.lanes[number];
    lanes.strides = SmallVector<int64_t>(map->getStrides());
    bool isTensor = isa<RankedTensorType>(op->getOperand(number).getType());
    if (!isTensor)
      lanes.owned = {datum.cell};
    lanes.cells = isTensor ? datum.tensor.cells() : ArrayRef(lanes.owned);
  }
  return success();
}

LogicalResult GenericProgram::write(unsigned output,
                                    Activation &activation) const {
  Slot init = outputs[output];
  FailureOr<Access> map = access(inputs.size() + output, init, activation);
  if (failed(map))
    return failure();
  SmallBitVector written(activation.extents.size());
  for (auto [iterator, stride] : llvm::enumerate(map->getStrides()))
    written[iterator] = stride != 0;

  Tensor shape = activation.frame[init].tensor;
  std::vector<Cell> cells(shape.cells().size());
  const Lanes &lanes = activation.lanes[yields[output].lanes];
  (void)activation.forEachPoint(written, [&](ArrayRef<int64_t> point) {
    cells[map->at(point)] = lanes.cells[lanes.locate(point)];
    return success();
  });
  activation.frame[results[output]].tensor =
      Tensor(shape.shape(), std::move(cells));
  return success();
}

LogicalResult GenericProgram::run(Frame &frame) const {
  Activation activation{frame, getExtents(frame),
                        SmallVector<Lanes>(numValues)};
  if (failed(read(activation)))
    return failure();
  for (const Stage &stage : stages)
    if (failed(stage(activation)))
      return failure();
  for (unsigned output = 0; output < outputs.size(); ++output)
    if (failed(write(output, activation)))
      return failure();
  return success();
}

static FailureOr<Action> compileGeneric(GenericOp op, Compiler &compiler) {
  BodyCompiler body(op, compiler);
  GenericProgram program;
  program.op = op;
  program.inputs = compiler.slots(op.getInputs());
  program.outputs = compiler.slots(op.getOutputs());
  program.results = compiler.slots(op.getResults());
  for (Operation &bodyOp : op.getBody()->without_terminator()) {
    FailureOr<Stage> stage = body.compile(bodyOp);
    if (failed(stage))
      return failure();
    program.stages.push_back(std::move(*stage));
  }
  program.yields = body.get(op.getYield().getValues());
  program.numValues = body.getNumValues();
  return Action([=](Frame &frame) { return program.run(frame); });
}

void norm::addGenericRules(Rules &rules) {
  rules.add<GenericOp>(compileGeneric);
}
