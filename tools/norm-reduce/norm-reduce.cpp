#include "norm/IR/Norm.h"
#include "norm/InitAll.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Reducer/ReductionPatternInterface.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// n(x) -> x: what fails without the normalizer is shown without it.
struct DropNormalizer final
    : OpInterfaceRewritePattern<NormalizationOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(NormalizationOpInterface op,
                                PatternRewriter &rewriter) const override {
    if (op->getResultTypes() != TypeRange(op.getInput().getType()))
      return rewriter.notifyMatchFailure(op, "result is not like the input");
    rewriter.replaceOp(op, op.getInput());
    return success();
  }
};

struct Reductions final : DialectReductionPatternInterface {
  using DialectReductionPatternInterface::DialectReductionPatternInterface;

  void populateReductionPatterns(RewritePatternSet &patterns) const override {
    patterns.add<DropNormalizer>(patterns.getContext());
  }
};
} // namespace

int main(int argc, char **argv) {
  DialectRegistry registry;
  registerEverything(registry);
  registry.addExtension(+[](MLIRContext *, NormDialect *dialect) {
    dialect->addInterfaces<Reductions>();
  });
  MLIRContext context(registry);
  return failed(mlirReduceMain(argc, argv, context));
}
