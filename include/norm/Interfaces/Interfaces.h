// Upstream interfaces that the ops implement as external models.
#ifndef NORM_INTERFACES_INTERFACES_H
#define NORM_INTERFACES_INTERFACES_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::norm {

/// Tiling, partial reduction, bufferization, run-time verification and value
/// bounds of every op of the dialect.
void registerNormInterfaces(DialectRegistry &registry);

} // namespace mlir::norm

#endif // NORM_INTERFACES_INTERFACES_H
