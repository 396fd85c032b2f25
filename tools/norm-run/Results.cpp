#include "Results.h"

#include "norm/Support/Element.h"
#include "norm/Support/Npy.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace mlir;
using namespace mlir::norm;

Tensor norm::asTensor(const Datum &datum, Type type) {
  if (isa<RankedTensorType>(type))
    return datum.tensor;
  return Tensor({}, {datum.cell});
}

//===- Comparing ----------------------------------------------------------===//

namespace {
/// The largest error of one kind and the position that has it.
struct Extreme {
  double error = 0.0;
  int64_t position = 0;

  void update(double candidate, int64_t at) {
    if (candidate > error)
      *this = {candidate, at};
  }
};

/// How two tensors differ. Relative errors leave out expected zeros.
struct Difference {
  Extreme absolute, relative;
  int64_t numFar = 0;
};
} // namespace

static double toReal(Cell cell, bool isReal) {
  return isReal ? cell.real : static_cast<double>(cell.integer);
}

/// The distance of two values; infinite if only one is NaN.
static double getDistance(double found, double expected) {
  if (found == expected || (std::isnan(found) && std::isnan(expected)))
    return 0.0;
  double distance = std::fabs(found - expected);
  return std::isnan(distance) ? HUGE_VAL : distance;
}

static Difference compare(const Tensor &found, const Tensor &expected,
                          bool isReal, Tolerance tolerance) {
  Difference difference;
  for (auto [position, cells] :
       llvm::enumerate(llvm::zip_equal(found.cells(), expected.cells()))) {
    double a = toReal(std::get<0>(cells), isReal);
    double b = toReal(std::get<1>(cells), isReal);
    double distance = getDistance(a, b);
    double bound = tolerance.absolute;
    if (std::isfinite(b))
      bound += tolerance.relative * std::fabs(b);
    difference.absolute.update(distance, position);
    if (b != 0.0)
      difference.relative.update(
          distance == 0.0 ? 0.0 : distance / std::fabs(b), position);
    if (!(distance <= bound))
      ++difference.numFar;
  }
  return difference;
}

static std::string describe(const Difference &difference,
                            ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "largest absolute error "
     << llvm::format("%.3g", difference.absolute.error);
  if (difference.absolute.error > 0.0)
    os << " at " << formatIndex(difference.absolute.position, shape);
  os << ", largest relative error "
     << llvm::format("%.3g", difference.relative.error);
  if (difference.relative.error > 0.0)
    os << " at " << formatIndex(difference.relative.position, shape);
  return text;
}

static std::string formatShape(ArrayRef<int64_t> shape) {
  std::string text = "[";
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(shape, os);
  return text + "]";
}

llvm::Error norm::compareResult(unsigned number, const Datum &result, Type type,
                                StringRef path, Tolerance tolerance) {
  llvm::Expected<NpyArray> expected = readNpy(path, type.getContext());
  if (!expected)
    return expected.takeError();
  Tensor found = asTensor(result, type);
  Type elementType = getElementTypeOrSelf(type);
  if (!isSameKind(elementType, expected->elementType))
    return llvm::createStringError(
        path + ": has elements of type " + getNpyName(expected->elementType) +
        ", but result " + Twine(number) + " is of another kind");
  if (found.shape() != expected->tensor.shape())
    return llvm::createStringError(path + ": has shape " +
                                   formatShape(expected->tensor.shape()) +
                                   ", but result " + Twine(number) +
                                   " has shape " + formatShape(found.shape()));

  Difference difference =
      compare(found, expected->tensor, isa<FloatType>(elementType), tolerance);
  std::string description = describe(difference, found.shape());
  if (difference.numFar)
    return llvm::createStringError(
        path + ": differs from result " + Twine(number) + " in " +
        Twine(difference.numFar) + " of " + Twine(found.cells().size()) +
        " elements: " + description);
  llvm::outs() << "result " << number << " agrees with " << path << ": "
               << description << "\n";
  return llvm::Error::success();
}

//===- Printing -----------------------------------------------------------===//

/// Dimensions longer than this show only their ends.
static constexpr int64_t maxShown = 16, shownEnds = 3;

static void printCell(Cell cell, Type elementType) {
  if (isa<FloatType>(elementType))
    llvm::outs() << llvm::format("%.6g", cell.real);
  else if (elementType.isInteger(1))
    llvm::outs() << (cell.integer ? "true" : "false");
  else
    llvm::outs() << cell.integer;
}

static void printCells(ArrayRef<Cell> cells, ArrayRef<int64_t> shape,
                       Type elementType) {
  if (shape.empty())
    return printCell(cells.front(), elementType);
  int64_t extent = shape.front();
  llvm::outs() << "[";
  for (int64_t i = 0; i < extent; ++i) {
    if (i > 0)
      llvm::outs() << ", ";
    if (extent > maxShown && i == shownEnds) {
      llvm::outs() << "...";
      i = extent - shownEnds - 1;
      continue;
    }
    size_t size = cells.size() / extent;
    printCells(cells.slice(i * size, size), shape.drop_front(), elementType);
  }
  llvm::outs() << "]";
}

void norm::printResult(unsigned number, const Datum &result, Type type) {
  Tensor tensor = asTensor(result, type);
  llvm::outs() << "result " << number << ": " << type << " = ";
  printCells(tensor.cells(), tensor.shape(), getElementTypeOrSelf(type));
  llvm::outs() << "\n";
}
