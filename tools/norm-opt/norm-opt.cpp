#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"
#include "norm/Interfaces/Interfaces.h"
#include "norm/Pipelines/Pipelines.h"
#include "norm/Transforms/Passes.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<mlir::norm::NormDialect>();
  mlir::norm::registerNormInterfaces(registry);
  mlir::registerAllPasses();
  mlir::norm::registerNormTransformsPasses();
  mlir::norm::registerNormConversionPasses();
  mlir::norm::registerNormPipelines();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "norm optimizer driver\n", registry));
}
