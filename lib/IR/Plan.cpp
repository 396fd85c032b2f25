// What a plan may say, and where.
#include "norm/IR/Norm.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::norm;

LogicalResult PlanAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               MomentsAlgorithm, SoftmaxAlgorithm, Schedule,
                               int64_t lanes, int64_t vectors, int64_t rows,
                               int64_t threads, Stores, int64_t prefetch) {
  // PL1: a count of nothing is no decision.
  std::pair<StringRef, int64_t> counts[] = {{"lanes", lanes},
                                            {"vectors", vectors},
                                            {"rows", rows},
                                            {"threads", threads},
                                            {"prefetch", prefetch}};
  for (auto [name, count] : counts)
    if (count < 0 || count > 1024)
      return emitError() << "expects " << name << " from 1 to 1024, got "
                         << count;

  // PL2: registers hold powers of two.
  if (lanes && !llvm::isPowerOf2_64(lanes))
    return emitError() << "expects lanes to be a power of two, got " << lanes;
  return success();
}

LogicalResult NormDialect::verifyOperationAttribute(Operation *op,
                                                    NamedAttribute attribute) {
  // PL3: plans belong to what has rows, machines to modules.
  if (attribute.getName() == planName) {
    if (!isa<PlanAttr>(attribute.getValue()))
      return op->emitOpError("expects norm.plan to be a #norm.plan, got ")
             << attribute.getValue();
    if (!isa<GenericOp, ApplyOp, NormalizationOpInterface>(op))
      return op->emitOpError("expects norm.plan on a normalizer only");
  }
  if (attribute.getName() == machineName &&
      !isa<MachineAttr>(attribute.getValue()))
    return op->emitOpError("expects norm.machine to be a #norm.machine, got ")
           << attribute.getValue();
  return success();
}
