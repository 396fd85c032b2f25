// Tensor ops that make tensors or change nothing but their shape.

#include "Shapes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <limits>

using namespace mlir;
using namespace mlir::norm;

/// A tensor of the result's type, each element `fill`.
static LogicalResult makeFilled(Operation *op, ArrayRef<IndexOperand> extents,
                                Cell fill, Slot result, Frame &frame) {
  SmallVector<int64_t> shape = readAll(extents, frame);
  if (failed(checkShape(op, shape)))
    return failure();
  std::vector<Cell> cells(ShapedType::getNumElements(shape), fill);
  frame[result].tensor = Tensor(shape, std::move(cells));
  return success();
}

static FailureOr<Action> compileEmpty(tensor::EmptyOp op, Compiler &c) {
  bool isReal = isa<FloatType>(op.getType().getElementType());
  Cell fill = isReal ? realCell(std::numeric_limits<double>::quiet_NaN())
                     : integerCell(0);
  return Action([=, extents = c.indices(op.getMixedSizes()),
                 result = c.slot(op.getResult())](Frame &frame) {
    return makeFilled(op, extents, fill, result, frame);
  });
}

/// The static extents of `type`, with `dynamic` in place of the others.
static SmallVector<IndexOperand> mixedExtents(RankedTensorType type,
                                              ValueRange dynamic, Compiler &c) {
  SmallVector<IndexOperand> extents;
  for (int64_t extent : type.getShape()) {
    if (!ShapedType::isDynamic(extent)) {
      extents.push_back({extent});
      continue;
    }
    extents.push_back({std::nullopt, c.slot(dynamic.front())});
    dynamic = dynamic.drop_front();
  }
  return extents;
}

static FailureOr<Action> compileSplat(tensor::SplatOp op, Compiler &c) {
  auto extents = mixedExtents(op.getType(), op.getDynamicSizes(), c);
  return Action([=, fill = c.slot(op.getInput()),
                 result = c.slot(op.getResult())](Frame &frame) {
    return makeFilled(op, extents, frame[fill].cell, result, frame);
  });
}

static FailureOr<Action> compileGenerate(tensor::GenerateOp op, Compiler &c) {
  auto extents = mixedExtents(op.getType(), op.getDynamicExtents(), c);
  FailureOr<Program> body = c.compile(op.getBody());
  if (failed(body))
    return failure();
  return Action([=, body = std::move(*body),
                 result = c.slot(op.getResult())](Frame &frame) {
    SmallVector<int64_t> shape = readAll(extents, frame);
    if (failed(checkShape(op, shape)))
      return failure();
    FailureOr<Tensor> table = tabulate(shape, body, frame);
    if (failed(table))
      return failure();
    frame[result].tensor = std::move(*table);
    return success();
  });
}

static FailureOr<Action> compileFromElements(tensor::FromElementsOp op,
                                             Compiler &c) {
  return Action([=, elements = c.slots(op.getElements()),
                 shape = SmallVector<int64_t>(op.getType().getShape()),
                 result = c.slot(op.getResult())](Frame &frame) {
    std::vector<Cell> cells;
    for (Slot element : elements)
      cells.push_back(frame[element].cell);
    frame[result].tensor = Tensor(shape, std::move(cells));
    return success();
  });
}

static FailureOr<Action> compileDim(tensor::DimOp op, Compiler &c) {
  return Action([=, source = c.slot(op.getSource()),
                 dim = c.slot(op.getIndex()),
                 result = c.slot(op.getResult())](Frame &frame) {
    ArrayRef<int64_t> shape = frame[source].tensor.shape();
    uint64_t index = frame[dim].cell.integer;
    if (index >= shape.size())
      return LogicalResult(op->emitOpError("expects a dimension below ")
                           << shape.size() << ", got " << index);
    frame[result].cell = integerCell(shape[index]);
    return success();
  });
}

static FailureOr<Action> compileRank(tensor::RankOp op, Compiler &c) {
  return Action([source = c.slot(op.getTensor()),
                 result = c.slot(op.getResult())](Frame &frame) {
    frame[result].cell = integerCell(frame[source].tensor.rank());
    return success();
  });
}

/// Gives the source another shape of the same size.
static LogicalResult reshape(Operation *op, const Tensor &source,
                             ArrayRef<int64_t> shape, Tensor &result) {
  if (failed(checkShape(op, shape)) ||
      failed(checkSameSize(op, source.shape(), shape)))
    return failure();
  result = source.reshaped(shape);
  return success();
}

static FailureOr<Action> compileExpand(tensor::ExpandShapeOp op, Compiler &c) {
  return Action([=, source = c.slot(op.getSrc()),
                 extents = c.indices(op.getMixedOutputShape()),
                 result = c.slot(op.getResult())](Frame &frame) {
    return reshape(op, frame[source].tensor, readAll(extents, frame),
                   frame[result].tensor);
  });
}

static FailureOr<Action> compileCollapse(tensor::CollapseShapeOp op,
                                         Compiler &c) {
  return Action([=, source = c.slot(op.getSrc()),
                 groups = op.getReassociationIndices(),
                 result = c.slot(op.getResult())](Frame &frame) {
    SmallVector<int64_t> shape;
    for (const ReassociationIndices &group : groups) {
      int64_t extent = 1;
      for (int64_t dim : group)
        extent *= frame[source].tensor.shape()[dim];
      shape.push_back(extent);
    }
    return reshape(op, frame[source].tensor, shape, frame[result].tensor);
  });
}

static FailureOr<Action> compileReshape(tensor::ReshapeOp op, Compiler &c) {
  return Action([=, source = c.slot(op.getSource()),
                 extents = c.slot(op.getShape()),
                 result = c.slot(op.getResult())](Frame &frame) {
    SmallVector<int64_t> shape;
    for (Cell extent : frame[extents].tensor.cells())
      shape.push_back(extent.integer);
    return reshape(op, frame[source].tensor, shape, frame[result].tensor);
  });
}

template <typename OpT>
static FailureOr<Action> compileCast(OpT op, Compiler &c) {
  return Action([=, source = c.slot(op.getSource()),
                 result = c.slot(op->getResult(0))](Frame &frame) {
    const Tensor &tensor = frame[source].tensor;
    return reshape(op, tensor, SmallVector<int64_t>(tensor.shape()),
                   frame[result].tensor);
  });
}

void norm::addTensorShapeRules(Rules &rules) {
  rules.add<tensor::EmptyOp>(compileEmpty);
  rules.add<tensor::SplatOp>(compileSplat);
  rules.add<tensor::GenerateOp>(compileGenerate);
  rules.add<tensor::FromElementsOp>(compileFromElements);
  rules.add<tensor::DimOp>(compileDim);
  rules.add<tensor::RankOp>(compileRank);
  rules.add<tensor::ExpandShapeOp>(compileExpand);
  rules.add<tensor::CollapseShapeOp>(compileCollapse);
  rules.add<tensor::ReshapeOp>(compileReshape);
  rules.add<tensor::CastOp>(compileCast<tensor::CastOp>);
  rules.add<tensor::BitcastOp>(compileCast<tensor::BitcastOp>);
}
