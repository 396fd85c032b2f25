// The constraints of every normalizer, one `if` each.
#include "norm/IR/Norm.h"

using namespace mlir;
using namespace mlir::norm;

LogicalResult norm::detail::verifyDims(Operation *op, ArrayRef<int64_t> dims,
                                       int64_t rank) {
  // N1: there is something to take a statistic over.
  if (dims.empty())
    return op->emitOpError("expects at least one dimension to normalize over");

  // N2: every dimension exists.
  for (int64_t dim : dims)
    if (dim < 0 || dim >= rank)
      return op->emitOpError("expects dimension ")
             << dim << " to lie in [0, " << rank << ")";

  // N3: dimensions are sorted, without repetition.
  for (auto [first, second] : llvm::zip(dims, dims.drop_front()))
    if (first >= second)
      return op->emitOpError("expects dimensions to increase, got ")
             << second << " after " << first;
  return success();
}

LogicalResult norm::detail::verifyCompute(Operation *op, FloatType compute,
                                          RankedTensorType input) {
  // N5: statistics are at least as wide as the data.
  auto data = cast<FloatType>(input.getElementType());
  if (compute.getWidth() < data.getWidth())
    return op->emitOpError("expects compute not to be narrower than ")
           << data << ", got " << compute;
  return success();
}

LogicalResult norm::detail::verifyNormalization(Operation *operation) {
  auto op = cast<NormalizationOpInterface>(operation);
  RankedTensorType input = op.getInput().getType();

  // N1: a tensor of rank 0 has no dimension.
  if (input.getRank() == 0)
    return op->emitOpError("expects input to have a dimension, got ") << input;

  SmallVector<int64_t> along = op.getParameterDims();
  if (failed(verifyDims(op, along, input.getRank())))
    return failure();

  // N4: every operand follows the operand rule.
  for (auto [i, operand] : llvm::enumerate(operation->getOperands()))
    if (!mapOperand(input, operand.getType(), along))
      return op->emitOpError("expects ")
             << op.getOperandName(i) << " to have per dimension the extent of "
             << input
             << " or 1, or to be a scalar, or to lie along dimensions ["
             << along << "], got " << operand.getType();

  return verifyCompute(op, op.getComputeType(), input);
}
