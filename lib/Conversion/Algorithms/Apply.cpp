#include "Algorithms.h"

#include "../BodySpaces.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::norm;
using namespace mlir::norm::cpu;

/// A body with tuples was written for its algorithm, by hand or here.
static bool hasTuples(GenericOp op) {
  return llvm::any_of(op.getBody()->getOps<ReduceOp>(),
                      [](ReduceOp reduce) { return !reduce.isNamed(); });
}

/// Whether a reduction waits for another one: else every algorithm is the same.
static bool hasChain(GenericOp op) {
  BodySpaces spaces(op);
  return llvm::any_of(op.getBody()->getOps<ReduceOp>(), [&](ReduceOp reduce) {
    return spaces.depth(reduce.getResult(0)) > 1;
  });
}

static InFlightDiagnostic refuse(GenericOp op, const Twine &word) {
  return op.emitOpError("cannot follow ") << word << " of its plan: expects ";
}

static FailureOr<MomentsAlgorithm> applyMoments(GenericOp op,
                                                MomentsAlgorithm algorithm) {
  SmallVector<CentralSum> sums = findCentralSums(op);
  if (sums.empty()) {
    if (algorithm == MomentsAlgorithm::automatic || hasTuples(op))
      return algorithm;
    if (!hasChain(op))
      return MomentsAlgorithm::automatic;
    return refuse(op, "moments = " + stringifyMomentsAlgorithm(algorithm))
           << "a sum of squares about the mean of its row in the body, got "
              "none";
  }
  if (algorithm == MomentsAlgorithm::welford)
    llvm::for_each(sums, takeByWelford);
  if (algorithm == MomentsAlgorithm::shifted)
    llvm::for_each(sums, takeShifted);
  return algorithm == MomentsAlgorithm::automatic ? MomentsAlgorithm::two_pass
                                                  : algorithm;
}

/// Exponents of large values need every digit of a product.
static LogicalResult verifyMantissaAndExponent(GenericOp op,
                                               ExponentialSums &exponentials,
                                               MachineAttr machine) {
  StringRef word = "softmax = mantissa_exponent";
  Type type = exponentials.logits().getType();
  if (!type.isF32() && !type.isF64())
    return refuse(op, word) << "exponentials of f32 or f64, got " << type;
  if (!machine.getFma())
    return refuse(op, word) << "a machine that fuses a product and a sum";
  return success();
}

static FailureOr<SoftmaxAlgorithm>
applySoftmax(GenericOp op, SoftmaxAlgorithm algorithm, MachineAttr machine) {
  SmallVector<ExponentialSums> sums = findExponentialSums(op);
  if (sums.empty()) {
    if (algorithm == SoftmaxAlgorithm::automatic || hasTuples(op))
      return algorithm;
    if (!hasChain(op))
      return SoftmaxAlgorithm::automatic;
    return refuse(op, "softmax = " + stringifySoftmaxAlgorithm(algorithm))
           << "a sum of exponentials about the maximum of its row in the body, "
              "got none";
  }
  if (algorithm == SoftmaxAlgorithm::online)
    llvm::for_each(sums, takeOnline);
  if (algorithm == SoftmaxAlgorithm::mantissa_exponent)
    for (ExponentialSums &exponentials : sums) {
      if (failed(verifyMantissaAndExponent(op, exponentials, machine)))
        return failure();
      takeByMantissaAndExponent(exponentials);
    }
  return algorithm == SoftmaxAlgorithm::automatic ? SoftmaxAlgorithm::three_pass
                                                  : algorithm;
}

FailureOr<PlanAttr> cpu::applyAlgorithms(GenericOp op, PlanAttr plan,
                                         MachineAttr machine) {
  auto moments = applyMoments(op, plan.getMoments());
  if (failed(moments))
    return failure();
  auto softmax = applySoftmax(op, plan.getSoftmax(), machine);
  if (failed(softmax))
    return failure();
  tidyBody(op);
  return PlanAttr::get(op.getContext(), *moments, *softmax, plan.getSchedule(),
                       plan.getLanes(), plan.getVectors(), plan.getRows(),
                       plan.getThreads(), plan.getStores(), plan.getPrefetch());
}
