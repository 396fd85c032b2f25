// One function per room: attaches the models of one interface.
#ifndef NORM_LIB_INTERFACES_MODELS_H
#define NORM_LIB_INTERFACES_MODELS_H

#include "mlir/IR/MLIRContext.h"

namespace mlir::norm {

void attachTilingModels(MLIRContext *context);
void attachPartialReductionModels(MLIRContext *context);
void attachBufferizationModels(MLIRContext *context);
void attachRuntimeVerificationModels(MLIRContext *context);
void attachValueBoundsModels(MLIRContext *context);

} // namespace mlir::norm

#endif // NORM_LIB_INTERFACES_MODELS_H
