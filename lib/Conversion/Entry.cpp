#include "Entry.h"

using namespace mlir;
using namespace mlir::norm;

FailureOr<func::FuncOp> norm::findEntry(ModuleOp module, StringRef name) {
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function || function.isExternal())
    return module.emitError("expects a function '") << name << "' with a body";
  return function;
}
