// The language: dialect, attributes, interface and ops.
#ifndef NORM_IR_NORM_H
#define NORM_IR_NORM_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/IndexingMapOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "norm/IR/NormEnums.h.inc"
#include "norm/IR/NormOpsDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "norm/IR/NormAttrs.h.inc"

namespace mlir::norm {
class Formula;
class YieldOp;
} // namespace mlir::norm

#include "norm/IR/Normalization.h"

#define GET_OP_CLASSES
#include "norm/IR/NormOps.h.inc"

#endif // NORM_IR_NORM_H
