// Expands a normalizer, as a project that has only the package would.

#include "norm/InitAll.h"
#include "norm/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

constexpr StringLiteral source = R"(
func.func @softmax(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %y = norm.softmax %x over [1] : tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}
)";

int main() {
  DialectRegistry registry;
  registry.insert<func::FuncDialect>();
  norm::registerNormDialects(registry);
  MLIRContext context(registry);

  auto module = parseSourceString<ModuleOp>(source, &context);
  if (!module)
    return 1;
  PassManager passes(&context);
  passes.addPass(norm::createNormExpand());
  if (failed(passes.run(*module)))
    return 1;
  module->print(llvm::outs());
  return 0;
}
