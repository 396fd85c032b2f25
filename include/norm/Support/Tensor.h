#ifndef NORM_SUPPORT_TENSOR_H
#define NORM_SUPPORT_TENSOR_H

#include "mlir/Dialect/Utils/IndexingUtils.h"

#include <memory>
#include <vector>

namespace mlir::norm {

/// One number. A float of any type is a real in double precision; an integer
/// of at most 64 bits, or an index, is exact and sign-extended (a true `i1`
/// is -1). The static type says which member is meant.
union Cell {
  double real;
  int64_t integer;
};

/// The cell of a real number.
inline Cell realCell(double value) {
  Cell cell;
  cell.real = value;
  return cell;
}

/// The cell of an integer, already wrapped to its width.
inline Cell integerCell(int64_t value) {
  Cell cell;
  cell.integer = value;
  return cell;
}

/// The cell of an `i1`.
inline Cell truthCell(bool value) { return integerCell(value ? -1 : 0); }

/// An immutable dense tensor in row-major order; copies share the elements.
class Tensor {
public:
  Tensor() = default;
  Tensor(ArrayRef<int64_t> shape, std::vector<Cell> elements)
      : extents(shape), elements(std::make_shared<const std::vector<Cell>>(
                            std::move(elements))) {}

  ArrayRef<int64_t> shape() const { return extents; }
  int64_t rank() const { return extents.size(); }
  ArrayRef<Cell> cells() const {
    return elements ? ArrayRef<Cell>(*elements) : ArrayRef<Cell>();
  }

  /// The same elements under another shape of the same size.
  Tensor reshaped(ArrayRef<int64_t> shape) const {
    Tensor result = *this;
    result.extents.assign(shape.begin(), shape.end());
    return result;
  }

private:
  SmallVector<int64_t, 4> extents;
  std::shared_ptr<const std::vector<Cell>> elements;
};

/// A scalar or a tensor; the static type of the SSA value says which.
struct Datum {
  Cell cell = integerCell(0);
  Tensor tensor;
};

/// Moves `point` to the next one of the box in row-major order; false at the
/// end. The box has no extent of zero.
inline bool advance(MutableArrayRef<int64_t> point, ArrayRef<int64_t> extents) {
  for (int64_t dim = point.size() - 1; dim >= 0; --dim) {
    if (++point[dim] < extents[dim])
      return true;
    point[dim] = 0;
  }
  return false;
}

} // namespace mlir::norm

#endif // NORM_SUPPORT_TENSOR_H
