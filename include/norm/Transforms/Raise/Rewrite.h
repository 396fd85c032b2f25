// From namings to named ops.

#ifndef NORM_TRANSFORMS_RAISE_REWRITE_H
#define NORM_TRANSFORMS_RAISE_REWRITE_H

#include "norm/Transforms/Raise/Name.h"

namespace mlir::norm::raise {

/// Builds the named op of a naming in front of what it is to replace.
NormalizationOpInterface buildNamed(const Naming &naming, bool keepWide,
                                    OpBuilder &builder,
                                    Replacements &replacements);

/// What naming changes in precision, in words; empty if nothing.
std::string describePrecision(const Naming &naming, bool keepWide);

/// One line of the report: location, op, dims, epsilon, precision.
void printReportLine(llvm::raw_ostream &os, const Naming &naming,
                     NormalizationOpInterface op, bool keepWide);

/// Tells the remark engine what was named, and what was nearly.
void remarkNamed(const Naming &naming, NormalizationOpInterface op,
                 StringRef function, bool keepWide);
void remarkGathered(GenericOp op, StringRef function);
void remarkMissed(const NearMiss &miss, StringRef function);

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_REWRITE_H
