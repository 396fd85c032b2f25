#ifndef NORM_INITALL_H
#define NORM_INITALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::norm {

/// Adds the dialect and its interfaces to `registry`.
void registerNormDialects(DialectRegistry &registry);

/// Makes the passes and pipelines known to the pass pipeline parser.
void registerNormPasses();

/// Adds all that the project's own drivers know: upstream's dialects,
/// extensions and passes, and ours.
void registerEverything(DialectRegistry &registry);

} // namespace mlir::norm

#endif // NORM_INITALL_H
