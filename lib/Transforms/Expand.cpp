#include "norm/IR/Definition.h"
#include "norm/Transforms/Link.h"
#include "norm/Transforms/Passes.h"

namespace mlir::norm {
#define GEN_PASS_DEF_NORMEXPAND
#include "norm/Transforms/Passes.h.inc"
} // namespace mlir::norm

using namespace mlir;
using namespace mlir::norm;

/// Everything outside definitions that has a definition of its own.
static SmallVector<Operation *> collectExpandable(Operation *root) {
  SmallVector<Operation *> found;
  root->walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<DefineOp>(op))
      return WalkResult::skip();
    if (isa<NormalizationOpInterface, ApplyOp>(op))
      found.push_back(op);
    return WalkResult::advance();
  });
  return found;
}

static LogicalResult expandUse(ApplyOp op, SymbolTableCollection &tables,
                               RewriterBase &rewriter) {
  auto definition =
      tables.lookupNearestSymbolFrom<DefineOp>(op, op.getDefinitionAttr());
  if (!definition || definition.isDeclaration())
    return op.emitOpError("expects a body of ") << op.getDefinitionAttr();
  rewriter.setInsertionPoint(op);
  rewriter.replaceOp(op, expandApply(op, definition, rewriter));
  return success();
}

static LogicalResult expandOne(Operation *op, SymbolTableCollection &tables,
                               RewriterBase &rewriter) {
  if (auto use = dyn_cast<ApplyOp>(op))
    return expandUse(use, tables, rewriter);
  expandNormalizer(cast<NormalizationOpInterface>(op), rewriter);
  return success();
}

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

    IRRewriter rewriter(&getContext());
    SymbolTableCollection tables;
    // A tensor program brings further ops; without recursion this ends.
    for (auto ops = collectExpandable(getOperation()); !ops.empty();
         ops = collectExpandable(getOperation())) {
      for (Operation *op : ops)
        if (failed(expandOne(op, tables, rewriter)))
          return signalPassFailure();
      numExpanded += ops.size();
    }
    if (module)
      dropDefinitions(module, dropPublic);
  }

  /// Shared by the copies of the pass.
  std::shared_ptr<SmallVector<OwningOpRef<ModuleOp>>> libraries;
};
} // namespace
