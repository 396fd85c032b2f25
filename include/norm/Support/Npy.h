#ifndef NORM_SUPPORT_NPY_H
#define NORM_SUPPORT_NPY_H

#include "norm/Support/Tensor.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/Error.h"

namespace mlir::norm {

/// An array of a `.npy` file, every element widened to a cell.
struct NpyArray {
  /// The type of the elements in the file.
  Type elementType;
  Tensor tensor;
};

/// Reads a `.npy` file of format version 1 to 3: little-endian, C order, of
/// booleans, signed integers, unsigned integers of up to 32 bits, or floats of
/// 16 to 64 bits. An error begins with the path.
llvm::Expected<NpyArray> readNpy(StringRef path, MLIRContext *context);

/// The bytes of a `.npy` file for a tensor of `elementType`: a float type that
/// NumPy lacks becomes f32, an index i64.
std::string serializeNpy(const Tensor &tensor, Type elementType);

/// NumPy's name of a type, as `float32`; empty if it has none.
StringRef getNpyName(Type type);

} // namespace mlir::norm

#endif // NORM_SUPPORT_NPY_H
