#include "norm/Conversion/Passes.h"
#include "norm/Pipelines/Pipelines.h"
#include "norm/Transforms/Passes.h"

#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::norm;

void norm::buildNormToLinalgPipeline(OpPassManager &pm) {
  // Named normalizers to their definitions, definitions to stages of linalg.
  NormExpandOptions expand;
  expand.dropPublic = true;
  pm.addPass(createNormExpand(expand));
  pm.addPass(createConvertNormToLinalg());

  // Constants and extents are shared between the stages.
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}
