// Parses a module that uses the dialect, as a foreign project would.

#include "norm/IR/Norm.h"
#include "norm/InitAll.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

int main() {
  DialectRegistry registry;
  norm::registerNormDialects(registry);
  norm::registerNormPasses();
  MLIRContext context(registry);
  context.loadDialect<norm::NormDialect>();
  auto module = parseSourceString<ModuleOp>("module {}", &context);
  if (!module)
    return 1;
  module->print(llvm::outs());
  return 0;
}
