#ifndef NORM_LIB_REFERENCE_SCALAR_H
#define NORM_LIB_REFERENCE_SCALAR_H

#include "Compiler.h"

namespace mlir::norm {

/// What a scalar function may ask about the op that it computes.
struct ScalarInfo {
  explicit ScalarInfo(Operation *op);

  /// The element types of the first operand and of the first result.
  Type operandType, resultType;
  unsigned operandWidth, resultWidth;
  /// The predicate of a comparison.
  int64_t predicate = 0;
};

/// A total function of up to three cells; missing operands repeat the first.
using ScalarFunction = Cell (*)(Cell, Cell, Cell, const ScalarInfo &);

/// One line of a table of scalar ops.
struct ScalarEntry {
  StringRef name;
  ScalarFunction function;
};

/// Adds scalar ops that also apply to every element of tensors.
void addScalars(Rules &rules, ArrayRef<ScalarEntry> entries);

/// Repeats the action of an elementwise op on the scalars of its slots for all
/// elements, if the op has tensors as operands; else returns the action.
Action overElements(Operation *op, Action scalar, Compiler &compiler);

template <double (*f)(double)>
Cell real(Cell a, Cell, Cell, const ScalarInfo &) {
  return realCell(f(a.real));
}

template <double (*f)(double, double)>
Cell real2(Cell a, Cell b, Cell, const ScalarInfo &) {
  return realCell(f(a.real, b.real));
}

template <double (*f)(double, double, double)>
Cell real3(Cell a, Cell b, Cell c, const ScalarInfo &) {
  return realCell(f(a.real, b.real, c.real));
}

template <bool (*f)(double)>
Cell classify(Cell a, Cell, Cell, const ScalarInfo &) {
  return truthCell(f(a.real));
}

} // namespace mlir::norm

#endif // NORM_LIB_REFERENCE_SCALAR_H
