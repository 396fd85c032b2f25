// The pass.

#include "norm/Transforms/Passes.h"
#include "norm/Transforms/Raise/Gather.h"
#include "norm/Transforms/Raise/Rewrite.h"

#include "mlir/Transforms/RegionUtils.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMRAISE
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

namespace {
struct NormRaise final : norm::impl::NormRaiseBase<NormRaise> {
  using NormRaiseBase::NormRaiseBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<NormDialect>();
  }

  void runOnOperation() override {
    norm::raise::Report table;
    getOperation()->walk([&](FunctionOpInterface function) {
      if (!function.isExternal())
        raise(function, table);
    });
    if (report)
      table.print(llvm::errs());
  }

private:
  void raise(FunctionOpInterface function, norm::raise::Report &table);
};
} // namespace

/// What a dead operation captured is dead only once it is gone.
static void eraseDead(FunctionOpInterface function, RewriterBase &rewriter) {
  while (succeeded(runRegionDCE(rewriter, function->getRegions())))
    ;
}

/// Makes values of the tails, inputs and operands that are none.
static void outlineWanted(FunctionOpInterface function,
                          RewriterBase &rewriter) {
  norm::raise::IndexedValues values;
  norm::raise::ValueGraph graph(function, values);
  norm::raise::InnerValues inner(function, values, graph);
  if (inner.empty())
    return;
  norm::raise::Namer namer(function, values, graph, inner);
  namer.run();
  inner.outline(namer.getWanted(), rewriter);
}

void NormRaise::raise(FunctionOpInterface function,
                      norm::raise::Report &table) {
  IRRewriter rewriter(&getContext());
  eraseDead(function, rewriter);
  outlineWanted(function, rewriter);

  norm::raise::IndexedValues values;
  norm::raise::ValueGraph graph(function, values);
  norm::raise::InnerValues inner(function, values, graph);
  norm::raise::Namer namer(function, values, graph, inner);
  std::vector<norm::raise::Naming> namings = namer.run();
  norm::raise::Replacements replacements;
  for (const norm::raise::Naming &naming : namings) {
    NormalizationOpInterface op = norm::raise::buildNamed(
        naming, keepWideStatistics, rewriter, replacements);
    norm::raise::remarkNamed(naming, op, function.getName(),
                             keepWideStatistics);
    table.add(naming, op, keepWideStatistics);
  }
  if (unnamed == UnnamedRows::generic) {
    llvm::DenseSet<const norm::raise::Node *> outside = namer.getConsumed();
    norm::raise::Gatherer gatherer(function, graph, outside);
    for (GenericOp group : gatherer.run(rewriter, replacements))
      norm::raise::remarkGathered(group, function.getName());
  }
  for (const norm::raise::NearMiss &miss : namer.getNearMisses())
    norm::raise::remarkMissed(miss, function.getName());
  for (auto [original, replacement] : replacements)
    original.replaceAllUsesWith(replacement);
  numNamed += namings.size();
  eraseDead(function, rewriter);
}
