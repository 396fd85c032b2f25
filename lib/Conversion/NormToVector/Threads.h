#ifndef NORM_LIB_CONVERSION_NORMTOVECTOR_THREADS_H
#define NORM_LIB_CONVERSION_NORMTOVECTOR_THREADS_H

#include "Kernel.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::norm::cpu {

/// Adds a function that runs a range of the units of `op`: its operands, the
/// first unit, and the one after the last.
func::FuncOp emitRange(GenericOp op, PlanAttr plan, MachineAttr machine);

/// Emits `op` before itself as a call of its range, by the threads of the plan
/// where there is enough to do for them.
void emitThreads(GenericOp op, PlanAttr plan, MachineAttr machine);

} // namespace mlir::norm::cpu

#endif // NORM_LIB_CONVERSION_NORMTOVECTOR_THREADS_H
