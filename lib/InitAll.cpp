#include "norm/InitAll.h"

#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"
#include "norm/Interfaces/Interfaces.h"
#include "norm/Pipelines/Pipelines.h"
#include "norm/Transforms/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"

using namespace mlir;

void norm::registerNormDialects(DialectRegistry &registry) {
  registry.insert<NormDialect>();
  registerNormInterfaces(registry);
}

void norm::registerNormPasses() {
  registerNormTransformsPasses();
  registerNormConversionPasses();
  registerNormPipelines();
}

void norm::registerEverything(DialectRegistry &registry) {
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllPasses();
  registerNormDialects(registry);
  registerNormPasses();
}
