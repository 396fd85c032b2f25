#include "norm/Conversion/Passes.h"
#include "norm/Pipelines/Pipelines.h"
#include "norm/Transforms/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::norm;

/// A check before each op that its operands' dynamic extents fit together; a
/// failed one says which, and where, but does not print the op.
static std::unique_ptr<Pass> createExtentChecks() {
  std::unique_ptr<Pass> pass = createGenerateRuntimeVerificationPass();
  [[maybe_unused]] LogicalResult known = pass->initializeOptions(
      "verbose-level=0", [](const Twine &) { return failure(); });
  assert(succeeded(known) && "expects the option verbose-level");
  return pass;
}

void norm::buildNormToKernelPipeline(OpPassManager &pm,
                                     const NormToKernelOptions &options) {
  // One function without calls, of norm.generic where rows are reduced.
  pm.addPass(createInlinerPass());
  pm.addPass(createSymbolDCEPass());
  NormRaiseOptions raise;
  raise.unnamed = UnnamedRows::generic;
  pm.addPass(createNormRaise(raise));
  NormExpandOptions expand;
  expand.dropPublic = true;
  pm.addPass(createNormExpand(expand));

  // Extents are checked, and those of the results known, before all else.
  pm.addPass(createConvertElementwiseToLinalgPass());
  pm.addPass(createExtentChecks());
  NormAddExtentsOptions extents{options.entry};
  pm.addPass(createNormAddExtents(extents));

  // Both functions write where they are told and return a status.
  NormTakeDestinationsOptions destinations;
  destinations.entry = options.entry;
  destinations.inPlace.assign(options.inPlace.begin(), options.inPlace.end());
  pm.addPass(createNormTakeDestinations(destinations));
  pm.addPass(createNormTakeDestinations({options.entry + "_extents", {}}));
  buildNormToLLVMPipeline(pm, options);
  pm.addPass(createNormReturnStatus());
}
