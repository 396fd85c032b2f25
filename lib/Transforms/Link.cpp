#include "norm/Transforms/Link.h"
#include "norm/IR/Norm.h"

#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::norm;

OwningOpRef<ModuleOp> norm::readDefinitions(StringRef path,
                                            MLIRContext *context) {
  std::string complaint;
  std::unique_ptr<llvm::MemoryBuffer> buffer = openInputFile(path, &complaint);
  if (!buffer) {
    emitError(UnknownLoc::get(context), "expects a file of definitions: ")
        << complaint;
    return {};
  }
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(buffer), SMLoc());
  return parseSourceFile<ModuleOp>(sources, ParserConfig(context));
}

namespace {
/// Copies definitions of libraries into a module, each once: first those that
/// the module declares, under their names, then what they apply.
class Linker {
public:
  Linker(ModuleOp module, ArrayRef<ModuleOp> libraries)
      : table(module), libraries(libraries) {}

  /// Replaces a declaration by the body of a library.
  LogicalResult resolve(DefineOp declaration) {
    DefineOp source = find(declaration.getSymNameAttr());
    if (!source)
      return declaration.emitOpError(
          "has no body, and no file of definitions has one");
    if (declaration.getSignatureAttr() &&
        declaration.getSignatureAttr() != source.getSignatureAttr())
      return declaration.emitOpError("expects the signature of its body, ")
             << source.getSignatureAttr() << ", got "
             << declaration.getSignatureAttr();
    table.erase(declaration);
    copy(source);
    return success();
  }

  /// Points the uses in copies to copies.
  void linkUses() {
    while (!pending.empty()) {
      auto [definition, source] = pending.pop_back_val();
      auto library = source->getParentOfType<ModuleOp>();
      definition.walk([&](ApplyOp use) {
        StringAttr name = use.getDefinitionAttr().getAttr();
        auto next = library.lookupSymbol<DefineOp>(name);
        if (next.isDeclaration())
          next = find(name);
        if (next)
          use.setDefinition(copy(next));
      });
    }
  }

private:
  DefineOp find(StringAttr name) {
    for (ModuleOp library : libraries)
      if (auto source = library.lookupSymbol<DefineOp>(name);
          source && !source.isDeclaration())
        return source;
    return {};
  }

  /// The name of the copy: the table renames one that meets a namesake.
  StringAttr copy(DefineOp source) {
    if (StringAttr name = copies.lookup(source))
      return name;
    DefineOp definition = source.clone();
    SymbolTable::setSymbolVisibility(definition,
                                     SymbolTable::Visibility::Private);
    pending.push_back({definition, source});
    return copies[source] = table.insert(definition);
  }

  SymbolTable table;
  ArrayRef<ModuleOp> libraries;
  llvm::DenseMap<Operation *, StringAttr> copies;
  SmallVector<std::pair<DefineOp, DefineOp>> pending;
};
} // namespace

static LogicalResult verifyUses(ModuleOp module) {
  SymbolTableCollection tables;
  WalkResult uses = module.walk(
      [&](ApplyOp use) { return WalkResult(use.verifySymbolUses(tables)); });
  return failure(uses.wasInterrupted());
}

LogicalResult norm::linkDefinitions(ModuleOp module,
                                    ArrayRef<ModuleOp> libraries) {
  auto declarations =
      llvm::filter_to_vector(module.getOps<DefineOp>(), [&](DefineOp op) {
        return op.isDeclaration() &&
               !SymbolTable::symbolKnownUseEmpty(op, module);
      });
  if (declarations.empty())
    return success();
  Linker linker(module, libraries);
  for (DefineOp declaration : declarations)
    if (failed(linker.resolve(declaration)))
      return failure();
  linker.linkUses();
  return verifyUses(module);
}
