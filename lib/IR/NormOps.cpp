// The generated part of all ops.
#include "norm/IR/Exponential.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"

using namespace mlir;
using namespace mlir::norm;

// Syntax that Moments.cpp writes by hand.
namespace mlir::norm {
ParseResult parseMoments(OpAsmParser &parser, ArrayAttr &kinds,
                         ArrayAttr &dims);
void printMoments(OpAsmPrinter &printer, Operation *op, ArrayAttr kinds,
                  ArrayAttr dims);
} // namespace mlir::norm

#define GET_OP_CLASSES
#include "norm/IR/NormOps.cpp.inc"
