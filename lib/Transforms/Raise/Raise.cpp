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

namespace {
/// What is found in a function as it stands.
struct Recognition {
  explicit Recognition(FunctionOpInterface function)
      : graph(function, values), inner(function, values, graph),
        namer(function, values, graph, inner), namings(namer.run()) {}

  norm::raise::IndexedValues values;
  norm::raise::ValueGraph graph;
  norm::raise::InnerValues inner;
  norm::raise::Namer namer;
  std::vector<norm::raise::Naming> namings;
};
} // namespace

/// What is wanted becomes a value, so that less is wanted each time.
static std::unique_ptr<Recognition> recognize(FunctionOpInterface function,
                                              RewriterBase &rewriter) {
  auto found = std::make_unique<Recognition>(function);
  while (!found->namer.getWanted().empty()) {
    found->inner.outline(found->namer.getWanted(), rewriter);
    found = std::make_unique<Recognition>(function);
  }
  return found;
}

void NormRaise::raise(FunctionOpInterface function,
                      norm::raise::Report &table) {
  IRRewriter rewriter(&getContext());
  eraseDead(function, rewriter);

  std::unique_ptr<Recognition> found = recognize(function, rewriter);
  norm::raise::Replacements replacements;
  for (const norm::raise::Naming &naming : found->namings) {
    NormalizationOpInterface op = norm::raise::buildNamed(
        naming, keepWideStatistics, rewriter, replacements);
    norm::raise::remarkNamed(naming, op, function.getName(),
                             keepWideStatistics);
    table.add(naming, op, keepWideStatistics);
  }
  if (unnamed == UnnamedRows::generic) {
    llvm::DenseSet<const norm::raise::Node *> outside =
        found->namer.getConsumed();
    norm::raise::Gatherer gatherer(function, found->graph, outside);
    for (GenericOp group : gatherer.run(rewriter, replacements))
      norm::raise::remarkGathered(group, function.getName());
  }
  for (const norm::raise::NearMiss &miss : found->namer.getNearMisses())
    norm::raise::remarkMissed(miss, function.getName());
  for (auto [original, replacement] : replacements)
    original.replaceAllUsesWith(replacement);
  numNamed += found->namings.size();
  eraseDead(function, rewriter);
}
