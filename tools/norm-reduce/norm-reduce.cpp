#include "norm/IR/Norm.h"
#include "norm/InitAll.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Reducer/ReductionPatternInterface.h"
#include "mlir/Tools/mlir-reduce/MlirReduceMain.h"

using namespace mlir;
using namespace mlir::norm;

namespace {
/// n(x) -> x: what fails without the normalizer is shown without it. The driver
/// loses its place if a pattern hides the failure, so this one asks first.
struct DropNormalizer final
    : OpInterfaceRewritePattern<NormalizationOpInterface> {
  DropNormalizer(MLIRContext *context, Tester &tester)
      : OpInterfaceRewritePattern(context), tester(tester) {}

  LogicalResult matchAndRewrite(NormalizationOpInterface op,
                                PatternRewriter &rewriter) const override {
    if (op->getResultTypes() != TypeRange(op.getInput().getType()))
      return rewriter.notifyMatchFailure(op, "result is not like the input");
    if (!failsWithout(op))
      return rewriter.notifyMatchFailure(op, "the failure needs it");
    rewriter.replaceOp(op, op.getInput());
    return success();
  }

private:
  bool failsWithout(NormalizationOpInterface op) const {
    IRMapping copies;
    OwningOpRef<ModuleOp> module =
        cast<ModuleOp>(op->getParentOfType<ModuleOp>()->clone(copies));
    Operation *copy = copies.lookup(op.getOperation());
    copy->replaceAllUsesWith(ValueRange(copies.lookup(Value(op.getInput()))));
    copy->erase();
    return tester.isInteresting(*module).first == Tester::Interestingness::True;
  }

  Tester &tester;
};

struct Reductions final : DialectReductionPatternInterface {
  explicit Reductions(Dialect *dialect)
      : DialectReductionPatternInterface(dialect) {}

  void populateReductionPatterns(RewritePatternSet &) const override {}

  void populateReductionPatternsWithTester(RewritePatternSet &patterns,
                                           Tester &tester) const override {
    patterns.add<DropNormalizer>(patterns.getContext(), tester);
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
