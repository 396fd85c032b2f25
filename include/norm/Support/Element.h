#ifndef NORM_SUPPORT_ELEMENT_H
#define NORM_SUPPORT_ELEMENT_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinTypes.h"

#include <optional>

namespace mlir::norm {

/// True for the element types that a cell can hold: floats of at most 64 bits,
/// integers of at most 64 bits, and index.
bool isCellType(Type type);

/// The bytes that one element takes in memory (an `i1` takes one).
int64_t getByteWidth(Type type);

/// The cell of a float constant, exactly.
Cell toCell(const APFloat &value);

/// The cell of a two's complement integer.
Cell toCell(const APInt &value);

/// The value of a cell, rounded to nearest even in the float type.
APFloat toAPFloat(Cell cell, FloatType type);

/// Reads one element of `type` from memory; unsigned types widen by zeros.
Cell loadElement(Type type, const char *address);

/// Writes one element of `type` to memory, rounding to nearest even.
void storeElement(Type type, Cell cell, char *address);

/// The dense tensor of `shape` that lies in memory, row-major.
Tensor loadTensor(Type elementType, ArrayRef<int64_t> shape, const char *data);

/// Writes a tensor to memory, row-major.
void storeTensor(Type elementType, const Tensor &tensor, char *data);

/// True if elements of both types are reals, or elements of both are integers.
bool isSameKind(Type a, Type b);

/// The position of the first element that `type` cannot represent exactly. An
/// integer type represents what fits its width with or without a sign.
std::optional<int64_t> findInexact(const Tensor &tensor, Type type);

/// The tensor with integers that fit without a sign wrapped to their width.
Tensor wrapIntegers(const Tensor &tensor, Type type);

/// The index in `shape` of a row-major position, as `[1, 2]`.
std::string formatIndex(int64_t position, ArrayRef<int64_t> shape);

} // namespace mlir::norm

#endif // NORM_SUPPORT_ELEMENT_H
