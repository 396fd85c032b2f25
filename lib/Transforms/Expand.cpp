#include "norm/IR/Norm.h"
#include "norm/Transforms/Passes.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMEXPAND
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

namespace {
struct NormExpand final : norm::impl::NormExpandBase<NormExpand> {
  void runOnOperation() override {
    SmallVector<NormalizationOpInterface> normalizers;
    getOperation()->walk(
        [&](NormalizationOpInterface op) { normalizers.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (NormalizationOpInterface op : normalizers)
      expandNormalizer(op, rewriter);
    numExpanded += normalizers.size();
  }
};
} // namespace
