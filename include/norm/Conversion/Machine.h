// The processor that kernels are planned for.
#ifndef NORM_CONVERSION_MACHINE_H
#define NORM_CONVERSION_MACHINE_H

#include "norm/IR/Norm.h"

namespace mlir::norm {

/// What is known of a processor by LLVM's name for it; `host` is the one that
/// runs this. Fails, with one error at `loc`, for a name that is unknown.
FailureOr<MachineAttr> getMachine(Location loc, StringRef cpu);

/// The machine that an op or what encloses it is marked with, or null.
MachineAttr findMachine(Operation *op);

} // namespace mlir::norm

#endif // NORM_CONVERSION_MACHINE_H
