#include "norm/IR/Definition.h"
#include "norm/Transforms/Link.h"
#include "norm/Transforms/Passes.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMEXPAND
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

/// Erases definitions without uses until each has one.
static void dropDefinitions(ModuleOp module, bool publicToo) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (DefineOp op : llvm::make_early_inc_range(module.getOps<DefineOp>()))
      if ((publicToo || op.isPrivate()) &&
          SymbolTable::symbolKnownUseEmpty(op, module)) {
        op.erase();
        changed = true;
      }
  }
}

namespace {
struct NormExpand final : norm::impl::NormExpandBase<NormExpand> {
  using NormExpandBase::NormExpandBase;

  LogicalResult initialize(MLIRContext *context) override {
    auto files = std::make_shared<SmallVector<OwningOpRef<ModuleOp>>>();
    for (const std::string &path : definitions) {
      files->push_back(readDefinitions(path, context));
      if (!files->back())
        return failure();
    }
    libraries = std::move(files);
    return success();
  }

  void runOnOperation() override {
    auto module = dyn_cast<ModuleOp>(getOperation());
    auto files =
        llvm::map_to_vector(*libraries, [](auto &file) { return file.get(); });
    if (module && failed(linkDefinitions(module, files)))
      return signalPassFailure();

    FailureOr<unsigned> count = expandNormalizers(getOperation());
    if (failed(count))
      return signalPassFailure();
    numExpanded += *count;
    if (module)
      dropDefinitions(module, dropPublic);
  }

  /// Shared by the copies of the pass.
  std::shared_ptr<SmallVector<OwningOpRef<ModuleOp>>> libraries;
};
} // namespace
