// From namings to named ops.

#ifndef NORM_TRANSFORMS_RAISE_REWRITE_H
#define NORM_TRANSFORMS_RAISE_REWRITE_H

#include "norm/Transforms/Raise/Name.h"

#include <array>

namespace mlir::norm::raise {

/// Builds the named op of a naming in front of what it is to replace.
NormalizationOpInterface buildNamed(const Naming &naming, bool keepWide,
                                    OpBuilder &builder,
                                    Replacements &replacements);

/// What naming changes in precision, in words; empty if nothing.
std::string describePrecision(const Naming &naming, bool keepWide);

/// A table of what was named: location, op, dims, epsilon, precision.
class Report {
public:
  void add(const Naming &naming, NormalizationOpInterface op, bool keepWide);
  void print(llvm::raw_ostream &os) const;

private:
  using Line = std::array<std::string, 5>;
  SmallVector<Line> lines = {
      {"location", "op", "dims", "epsilon", "precision"}};
};

/// Tells the remark engine what was named, and what was nearly.
void remarkNamed(const Naming &naming, NormalizationOpInterface op,
                 StringRef function, bool keepWide);
void remarkGathered(GenericOp op, StringRef function);
void remarkMissed(const NearMiss &miss, StringRef function);

} // namespace mlir::norm::raise

#endif // NORM_TRANSFORMS_RAISE_REWRITE_H
