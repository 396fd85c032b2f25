// Definitions from files.
#ifndef NORM_TRANSFORMS_LINK_H
#define NORM_TRANSFORMS_LINK_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace mlir::norm {

/// Reads a file of definitions; reports an error that names the file.
OwningOpRef<ModuleOp> readDefinitions(StringRef path, MLIRContext *context);

/// Gives each declaration in use of `module` the body that one of `libraries`
/// (the first that has it) defines under the same name, along with the
/// definitions that it applies, all private; verifies the uses. Fails on a
/// declaration without body.
LogicalResult linkDefinitions(ModuleOp module, ArrayRef<ModuleOp> libraries);

} // namespace mlir::norm

#endif // NORM_TRANSFORMS_LINK_H
