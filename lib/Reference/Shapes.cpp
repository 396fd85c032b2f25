#include "Shapes.h"

using namespace mlir;
using namespace mlir::norm;

/// More elements than this are an error of the program, not a tensor.
static constexpr int64_t maxElements = int64_t(1) << 31;

LogicalResult norm::checkShape(Operation *op, ArrayRef<int64_t> shape) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  int64_t size = 1;
  for (auto [dim, extent, expected] : llvm::enumerate(shape, type.getShape())) {
    if (!ShapedType::isDynamic(expected) && extent != expected)
      return op->emitOpError("expects extent ")
             << expected << " of dimension " << dim << ", got " << extent;
    if (extent < 0)
      return op->emitOpError("expects a nonnegative extent of dimension ")
             << dim << ", got " << extent;
    if (extent > maxElements || (size *= extent) > maxElements)
      return op->emitOpError("has more elements than the evaluator can hold");
  }
  return success();
}

LogicalResult norm::checkSameSize(Operation *op, ArrayRef<int64_t> source,
                                  ArrayRef<int64_t> shape) {
  if (ShapedType::getNumElements(source) == ShapedType::getNumElements(shape))
    return success();
  return op->emitOpError("expects shapes of one size, got [")
         << source << "] and [" << shape << "]";
}

FailureOr<int64_t> norm::locate(Operation *op, ArrayRef<int64_t> point,
                                ArrayRef<int64_t> shape) {
  int64_t position = 0;
  for (auto [dim, index, extent] : llvm::enumerate(point, shape)) {
    if (index < 0 || index >= extent) {
      op->emitOpError("index ") << index << " lies outside [0, " << extent
                                << ") of dimension " << dim;
      return failure();
    }
    position = position * extent + index;
  }
  return position;
}

SmallVector<int64_t> norm::readAll(ArrayRef<IndexOperand> operands,
                                   const Frame &frame) {
  return llvm::map_to_vector(operands, [&](const IndexOperand &operand) {
    return operand.read(frame);
  });
}

FailureOr<Tensor> norm::tabulate(ArrayRef<int64_t> shape,
                                 const Program &program, Frame &frame) {
  std::vector<Cell> cells(ShapedType::getNumElements(shape));
  SmallVector<int64_t> point(shape.size(), 0);
  for (Cell &cell : cells) {
    for (auto [slot, index] : llvm::zip_equal(program.arguments, point))
      frame[slot].cell = integerCell(index);
    if (failed(program.run(frame)))
      return failure();
    cell = frame[program.results.front()].cell;
    advance(point, shape);
  }
  return Tensor(shape, std::move(cells));
}
