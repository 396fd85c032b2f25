// What a library definition means at a use.
#ifndef NORM_IR_DEFINITION_H
#define NORM_IR_DEFINITION_H

#include "mlir/IR/OwningOpRef.h"
#include "norm/IR/Norm.h"

namespace mlir::norm {

/// A copy of the definition for one use: every f64 is `compute`, constants
/// rounded to nearest, and every `norm.attribute` is a constant, of `overrides`
/// where they name it.
OwningOpRef<DefineOp> instantiate(DefineOp definition, DictionaryAttr overrides,
                                  FloatType compute);

/// Emits what `op` means at the builder's insertion point: for a row program
/// one `norm.generic`, for a tensor program its ops, which may be further uses.
/// Returns one value per result.
SmallVector<Value> expandApply(ApplyOp op, DefineOp definition,
                               OpBuilder &builder);

/// Replaces every named op and every use of a definition below `root`, outside
/// definitions, until none is left; returns how many. Fails, with an error, on
/// a use of a declaration.
FailureOr<unsigned> expandNormalizers(Operation *root);

namespace detail {
/// The space that a row program runs over at a use: that of its input. A
/// dimension that some result lacks is no parallel one, reduced or not. A null
/// map stands for an operand or result that does not fit.
FormulaSpace spaceOverRow(ApplyOp op);

/// One pair of braces holds the numbers of a definition or a use and the op's
/// other attributes, whose names have a dot.
void splitNumbers(OperationState &state, const NamedAttrList &written,
                  StringAttr numbersName);
bool hasNumbers(Operation *op, DictionaryAttr numbers);
void printNumbers(OpAsmPrinter &printer, Operation *op, DictionaryAttr numbers);
} // namespace detail
} // namespace mlir::norm

#endif // NORM_IR_DEFINITION_H
