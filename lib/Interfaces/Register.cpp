#include "Models.h"
#include "norm/IR/Norm.h"
#include "norm/Interfaces/Interfaces.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

void norm::registerNormInterfaces(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, NormDialect *) {
    // What the models emit and the dialect itself does not.
    context->loadDialect<bufferization::BufferizationDialect,
                         memref::MemRefDialect>();
    attachTilingModels(context);
    attachPartialReductionModels(context);
    attachBufferizationModels(context);
    attachRuntimeVerificationModels(context);
    attachValueBoundsModels(context);
  });
}
