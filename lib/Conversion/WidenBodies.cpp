#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"

#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMWIDENBODIES
#include "norm/Conversion/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

namespace {
struct NormWidenBodies final
    : norm::impl::NormWidenBodiesBase<NormWidenBodies> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    TypeConverter converter;
    arith::populateEmulateUnsupportedFloatsConversions(
        converter, {BFloat16Type::get(context)}, Float32Type::get(context));
    RewritePatternSet patterns(context);
    arith::populateEmulateUnsupportedFloatsPatterns(patterns, converter);
    ConversionTarget target(*context);
    arith::populateEmulateUnsupportedFloatsLegality(target, converter);

    SmallVector<Operation *> bodyOps;
    getOperation()->walk([&](GenericOp op) {
      for (Operation &bodyOp : *op.getBody())
        bodyOps.push_back(&bodyOp);
    });
    if (failed(applyPartialConversion(bodyOps, target, std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
