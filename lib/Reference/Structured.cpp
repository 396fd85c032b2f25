// Every structured linalg op: its loops from the shapes, its operands through
// the indexing maps, its points through the region.

#include "Access.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// A tensor operand and the block argument that reads it.
struct Port {
  unsigned number;
  Slot operand;
  Slot argument;
  AffineMap map;
  bool isTensor;
};

/// A structured op with its region compiled.
struct Structured {
  linalg::LinalgOp op;
  Program body;
  SmallVector<Port> ports;
  SmallVector<Slot> iterators;
  SmallVector<Slot> results;
  AffineMap shapesToLoops;
  unsigned numLoops = 0;

  FailureOr<SmallVector<int64_t>> getExtents(const Frame &frame) const;
  LogicalResult run(Frame &frame) const;

private:
  LogicalResult runPoints(ArrayRef<int64_t> extents, ArrayRef<Access> accesses,
                          MutableArrayRef<std::vector<Cell>> outputs,
                          Frame &frame) const;
};
} // namespace

FailureOr<SmallVector<int64_t>>
Structured::getExtents(const Frame &frame) const {
  // The map of an op on one point is empty.
  if (numLoops == 0)
    return SmallVector<int64_t>();
  SmallVector<Attribute> shapes, loops;
  Type index = IndexType::get(op->getContext());
  for (const Port &port : ports)
    if (port.isTensor)
      for (int64_t extent : frame[port.operand].tensor.shape())
        shapes.push_back(IntegerAttr::get(index, extent));
  if (failed(shapesToLoops.constantFold(shapes, loops))) {
    op->emitOpError("has no loop extents for the shapes of its operands");
    return failure();
  }
  return llvm::map_to_vector(
      loops, [](Attribute loop) { return cast<IntegerAttr>(loop).getInt(); });
}

LogicalResult Structured::runPoints(ArrayRef<int64_t> extents,
                                    ArrayRef<Access> accesses,
                                    MutableArrayRef<std::vector<Cell>> outputs,
                                    Frame &frame) const {
  // The cells that each port reads: those of its tensor, or the output's.
  size_t numInputs = ports.size() - outputs.size();
  SmallVector<const Cell *> sources;
  for (auto [i, port] : llvm::enumerate(ports))
    sources.push_back(i < numInputs ? frame[port.operand].tensor.cells().data()
                                    : outputs[i - numInputs].data());

  SmallVector<int64_t> point(extents.size(), 0), positions(ports.size());
  do {
    for (auto [slot, index] : llvm::zip(iterators, point))
      frame[slot].cell = integerCell(index);
    for (auto [i, port] : llvm::enumerate(ports)) {
      if (!port.isTensor)
        continue;
      positions[i] = accesses[i].at(point);
      frame[port.argument].cell = sources[i][positions[i]];
    }
    if (failed(body.run(frame)))
      return failure();
    for (auto [i, output] : llvm::enumerate(outputs))
      output[positions[numInputs + i]] = frame[body.results[i]].cell;
  } while (advance(point, extents));
  return success();
}

LogicalResult Structured::run(Frame &frame) const {
  FailureOr<SmallVector<int64_t>> extents = getExtents(frame);
  if (failed(extents))
    return failure();
  SmallVector<Access> accesses;
  for (const Port &port : ports) {
    frame[port.argument].cell = frame[port.operand].cell;
    FailureOr<Access> access =
        Access::create(op, port.number, port.map,
                       frame[port.operand].tensor.shape(), *extents);
    if (failed(access))
      return failure();
    accesses.push_back(std::move(*access));
  }

  SmallVector<std::vector<Cell>> outputs;
  ArrayRef<Port> inits = ArrayRef(ports).take_back(results.size());
  for (const Port &init : inits)
    outputs.push_back(frame[init.operand].tensor.cells().vec());
  bool isEmpty = llvm::is_contained(*extents, 0);
  if (!isEmpty && failed(runPoints(*extents, accesses, outputs, frame)))
    return failure();
  for (auto [slot, init, cells] : llvm::zip_equal(results, inits, outputs))
    frame[slot].tensor =
        Tensor(frame[init.operand].tensor.shape(), std::move(cells));
  return success();
}

FailureOr<Action> norm::compileStructured(Operation *operation, Compiler &c) {
  auto op = cast<linalg::LinalgOp>(operation);
  FailureOr<Program> body = c.compile(*op.getBlock());
  if (failed(body))
    return failure();

  Structured structured;
  structured.op = op;
  structured.body = std::move(*body);
  for (OpOperand &operand : op->getOpOperands())
    structured.ports.push_back(
        {operand.getOperandNumber(), c.slot(operand.get()),
         c.slot(op.getMatchingBlockArgument(&operand)),
         op.getMatchingIndexingMap(&operand),
         isa<RankedTensorType>(operand.get().getType())});
  if (op.hasIndexSemantics())
    structured.iterators.append(c.iterators(op, op.getNumLoops()).begin(),
                                c.iterators(op, op.getNumLoops()).end());
  structured.results = c.slots(op->getResults());
  structured.shapesToLoops = op.getShapesToLoopsMap();
  structured.numLoops = op.getNumLoops();
  return Action([=](Frame &frame) { return structured.run(frame); });
}

static FailureOr<Action> compileIndex(linalg::IndexOp op, Compiler &c) {
  auto parent = cast<linalg::LinalgOp>(op->getParentOp());
  Slot iterator = c.iterators(parent, parent.getNumLoops())[op.getDim()];
  return Action([iterator, result = c.slot(op.getResult())](Frame &frame) {
    frame[result].cell = frame[iterator].cell;
    return success();
  });
}

void norm::addStructuredRules(Rules &rules) {
  rules.add<linalg::IndexOp>(compileIndex);
}
