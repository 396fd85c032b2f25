#ifndef NORM_IR_NORM_H
#define NORM_IR_NORM_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Dialect.h"

#include "norm/IR/NormOpsDialect.h.inc"

#endif // NORM_IR_NORM_H
