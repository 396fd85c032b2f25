// Tensor ops that move elements.

#include "Shapes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::norm;

/// The position of the element that index values name, or an error.
static FailureOr<int64_t> locateElement(Operation *op, ArrayRef<Slot> indices,
                                        const Tensor &tensor,
                                        const Frame &frame) {
  SmallVector<int64_t> point;
  for (Slot index : indices)
    point.push_back(frame[index].cell.integer);
  return locate(op, point, tensor.shape());
}

static FailureOr<Action> compileExtract(tensor::ExtractOp op, Compiler &c) {
  return Action([=, source = c.slot(op.getTensor()),
                 indices = c.slots(op.getIndices()),
                 result = c.slot(op.getResult())](Frame &frame) {
    const Tensor &tensor = frame[source].tensor;
    FailureOr<int64_t> position = locateElement(op, indices, tensor, frame);
    if (failed(position))
      return failure();
    frame[result].cell = tensor.cells()[*position];
    return success();
  });
}

static FailureOr<Action> compileInsert(tensor::InsertOp op, Compiler &c) {
  return Action([=, scalar = c.slot(op.getScalar()),
                 dest = c.slot(op.getDest()),
                 indices = c.slots(op.getIndices()),
                 result = c.slot(op.getResult())](Frame &frame) {
    const Tensor &tensor = frame[dest].tensor;
    FailureOr<int64_t> position = locateElement(op, indices, tensor, frame);
    if (failed(position))
      return failure();
    std::vector<Cell> cells = tensor.cells().vec();
    cells[*position] = frame[scalar].cell;
    frame[result].tensor = Tensor(tensor.shape(), std::move(cells));
    return success();
  });
}

namespace {
/// The part of a tensor that a slice op names.
struct Slice {
  SmallVector<IndexOperand> offsets, sizes, strides;

  template <typename OpT>
  Slice(OpT op, Compiler &c)
      : offsets(c.indices(op.getMixedOffsets())),
        sizes(c.indices(op.getMixedSizes())),
        strides(c.indices(op.getMixedStrides())) {}

  /// The row-major positions of its elements within `shape`.
  FailureOr<std::vector<int64_t>>
  locateAll(Operation *op, ArrayRef<int64_t> shape, const Frame &frame) const;
};
} // namespace

FailureOr<std::vector<int64_t>> Slice::locateAll(Operation *op,
                                                 ArrayRef<int64_t> shape,
                                                 const Frame &frame) const {
  SmallVector<int64_t> extents = readAll(sizes, frame);
  std::vector<int64_t> positions;
  if (llvm::any_of(extents, [](int64_t extent) { return extent <= 0; }))
    return positions;

  SmallVector<int64_t> starts = readAll(offsets, frame);
  SmallVector<int64_t> steps = readAll(strides, frame);
  SmallVector<int64_t> point(extents.size(), 0), index(extents.size());
  do {
    for (size_t dim = 0; dim < point.size(); ++dim)
      index[dim] = starts[dim] + steps[dim] * point[dim];
    FailureOr<int64_t> position = locate(op, index, shape);
    if (failed(position))
      return failure();
    positions.push_back(*position);
  } while (advance(point, extents));
  return positions;
}

static FailureOr<Action> compileExtractSlice(tensor::ExtractSliceOp op,
                                             Compiler &c) {
  return Action([=, slice = Slice(op, c), source = c.slot(op.getSource()),
                 dropped = op.getDroppedDims(),
                 result = c.slot(op.getResult())](Frame &frame) {
    SmallVector<int64_t> shape;
    for (auto [dim, extent] : llvm::enumerate(readAll(slice.sizes, frame)))
      if (!dropped.test(dim))
        shape.push_back(extent);
    const Tensor &tensor = frame[source].tensor;
    if (failed(checkShape(op, shape)))
      return failure();
    auto positions = slice.locateAll(op, tensor.shape(), frame);
    if (failed(positions))
      return failure();
    std::vector<Cell> cells;
    for (int64_t position : *positions)
      cells.push_back(tensor.cells()[position]);
    frame[result].tensor = Tensor(shape, std::move(cells));
    return success();
  });
}

static FailureOr<Action> compileInsertSlice(tensor::InsertSliceOp op,
                                            Compiler &c) {
  return Action([=, slice = Slice(op, c), source = c.slot(op.getSource()),
                 dest = c.slot(op.getDest()),
                 result = c.slot(op.getResult())](Frame &frame) {
    const Tensor &tensor = frame[source].tensor;
    if (failed(checkSameSize(op, tensor.shape(), readAll(slice.sizes, frame))))
      return failure();
    auto positions = slice.locateAll(op, frame[dest].tensor.shape(), frame);
    if (failed(positions))
      return failure();
    std::vector<Cell> cells = frame[dest].tensor.cells().vec();
    for (auto [position, cell] : llvm::zip_equal(*positions, tensor.cells()))
      cells[position] = cell;
    frame[result].tensor = Tensor(frame[dest].tensor.shape(), std::move(cells));
    return success();
  });
}

/// Appends what part `index` of every operand holds; all operands have the
/// same extents outside of the concatenated dimension.
static std::vector<Cell> concatenate(ArrayRef<Tensor> parts, int64_t dim) {
  std::vector<Cell> cells;
  ArrayRef<int64_t> model = parts.front().shape();
  int64_t outer = ShapedType::getNumElements(model.take_front(dim));
  for (int64_t i = 0; i < outer; ++i)
    for (const Tensor &part : parts) {
      int64_t run = ShapedType::getNumElements(part.shape().drop_front(dim));
      ArrayRef<Cell> piece = part.cells().slice(i * run, run);
      cells.insert(cells.end(), piece.begin(), piece.end());
    }
  return cells;
}

static FailureOr<Action> compileConcat(tensor::ConcatOp op, Compiler &c) {
  return Action([=, dim = static_cast<int64_t>(op.getDim()),
                 inputs = c.slots(op.getInputs()),
                 result = c.slot(op.getResult())](Frame &frame) {
    SmallVector<Tensor> parts;
    for (Slot input : inputs)
      parts.push_back(frame[input].tensor);
    SmallVector<int64_t> shape(parts.front().shape());
    for (const Tensor &part : ArrayRef(parts).drop_front()) {
      SmallVector<int64_t> expected(shape);
      expected[dim] = part.shape()[dim];
      if (part.shape() != ArrayRef(expected))
        return LogicalResult(op->emitOpError("expects an operand of shape [")
                             << expected << "], got [" << part.shape() << "]");
      shape[dim] += part.shape()[dim];
    }
    if (failed(checkShape(op, shape)))
      return failure();
    frame[result].tensor = Tensor(shape, concatenate(parts, dim));
    return success();
  });
}

/// Moves the elements of `source` into the padded tensor.
static Tensor fillInside(const Tensor &padded, const Tensor &source,
                         ArrayRef<int64_t> low) {
  if (source.cells().empty())
    return padded;
  std::vector<Cell> cells = padded.cells().vec();
  SmallVector<int64_t> strides = computeStrides(padded.shape());
  SmallVector<int64_t> point(source.rank(), 0);
  for (Cell cell : source.cells()) {
    cells[linearize(point, strides) + linearize(low, strides)] = cell;
    advance(point, source.shape());
  }
  return Tensor(padded.shape(), std::move(cells));
}

static FailureOr<Action> compilePad(tensor::PadOp op, Compiler &c) {
  FailureOr<Program> body = c.compile(op.getRegion());
  if (failed(body))
    return failure();
  return Action([=, body = std::move(*body), source = c.slot(op.getSource()),
                 low = c.indices(op.getMixedLowPad()),
                 high = c.indices(op.getMixedHighPad()),
                 result = c.slot(op.getResult())](Frame &frame) {
    const Tensor tensor = frame[source].tensor;
    SmallVector<int64_t> before = readAll(low, frame);
    SmallVector<int64_t> after = readAll(high, frame);
    SmallVector<int64_t> shape(tensor.shape());
    for (auto [dim, extent] : llvm::enumerate(shape)) {
      if (before[dim] < 0 || after[dim] < 0)
        return LogicalResult(
            op->emitOpError("expects nonnegative padding of dimension ")
            << dim);
      extent += before[dim] + after[dim];
    }
    if (failed(checkShape(op, shape)))
      return failure();
    FailureOr<Tensor> padded = tabulate(shape, body, frame);
    if (failed(padded))
      return failure();
    frame[result].tensor = fillInside(*padded, tensor, before);
    return success();
  });
}

void norm::addTensorAccessRules(Rules &rules) {
  rules.add<tensor::ExtractOp>(compileExtract);
  rules.add<tensor::InsertOp>(compileInsert);
  rules.add<tensor::ExtractSliceOp>(compileExtractSlice);
  rules.add<tensor::InsertSliceOp>(compileInsertSlice);
  rules.add<tensor::ConcatOp>(compileConcat);
  rules.add<tensor::PadOp>(compilePad);
}
