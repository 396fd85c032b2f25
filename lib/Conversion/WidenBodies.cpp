#include "norm/Conversion/Passes.h"
#include "norm/IR/Norm.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Transforms/DialectConversion.h"
#include "llvm/ADT/SetVector.h"

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

    llvm::SetVector<Operation *> before = collectBodyOps();
    if (failed(applyPartialConversion(before.getArrayRef(), target,
                                      std::move(patterns))))
      return signalPassFailure();
    for (Operation *op : collectBodyOps())
      if (!before.contains(op))
        keepRounding(op);
  }

  llvm::SetVector<Operation *> collectBodyOps() {
    llvm::SetVector<Operation *> found;
    getOperation()->walk([&](GenericOp op) {
      for (Operation &bodyOp : *op.getBody())
        found.insert(&bodyOp);
    });
    return found;
  }

  /// Upstream allows a conversion and its reverse to vanish; each op rounds.
  static void keepRounding(Operation *op) {
    if (isa<arith::ExtFOp, arith::TruncFOp>(op))
      op->removeAttr("fastmath");
  }
};
} // namespace
