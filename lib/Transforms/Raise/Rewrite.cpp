// Building the named op.

#include "norm/Transforms/Raise/Rewrite.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::raise;

static Value materialize(const Placed &placed, OpBuilder &builder,
                         Location loc) {
  if (placed.reassociation.empty())
    return placed.value;
  return tensor::ExpandShapeOp::create(builder, loc, placed.type, placed.value,
                                       placed.reassociation);
}

/// The candidate that matched, on the input of the program.
static NormalizationOpInterface createCandidate(const Naming &naming,
                                                Value input, OpBuilder &builder,
                                                Location loc) {
  SmallVector<Operation *> candidates;
  const Form &form = *naming.match.form;
  form.op->getName().getInterface<NormalizationOpInterface>()->buildCandidates(
      builder, loc, input, naming.dims, naming.match.epsilon, candidates);
  Operation *chosen = candidates[form.number];
  for (Operation *candidate : candidates)
    if (candidate != chosen)
      candidate->erase();
  return cast<NormalizationOpInterface>(chosen);
}

NormalizationOpInterface norm::raise::buildNamed(const Naming &naming,
                                                 bool keepWide,
                                                 OpBuilder &builder,
                                                 Replacements &replacements) {
  Location loc = naming.result.getLoc();
  builder.setInsertionPoint(naming.result.getDefiningOp());
  Value input = materialize(naming.input, builder, loc);
  NormalizationOpInterface op = createCandidate(naming, input, builder, loc);

  builder.setInsertionPoint(op);
  auto operand = [&](const std::optional<Placed> &placed) {
    return placed ? materialize(*placed, builder, loc) : Value();
  };
  for (auto &[number, placed] : naming.unknowns)
    op->setOperand(number, materialize(placed, builder, loc));
  op.setAffine(operand(naming.scale), operand(naming.bias));
  if (naming.precision.narrow != NarrowMode::last)
    op->setAttr("narrow",
                NarrowModeAttr::get(op->getContext(), naming.precision.narrow));
  if (naming.precision.isWide && keepWide)
    op->setAttr("compute", TypeAttr::get(builder.getF64Type()));

  Value result = op->getResult(0);
  builder.setInsertionPointAfter(op);
  if (!naming.input.reassociation.empty())
    result = tensor::CollapseShapeOp::create(
        builder, loc, cast<RankedTensorType>(naming.result.getType()), result,
        naming.input.reassociation);
  replacements.push_back({naming.result, result});
  return op;
}
