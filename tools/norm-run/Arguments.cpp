#include "Arguments.h"

#include "norm/Support/Element.h"
#include "norm/Support/Npy.h"

#include "mlir/IR/TypeUtilities.h"

#include <random>

using namespace mlir;
using namespace mlir::norm;

static std::string toString(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

static llvm::Error fail(StringRef path, const Twine &message) {
  return llvm::createStringError(path + ": " + message);
}

/// The extents that a type asks for; none for a scalar.
static ArrayRef<int64_t> getShape(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getShape() : ArrayRef<int64_t>();
}

static llvm::Error checkShape(StringRef path, Type type, const Tensor &tensor) {
  ArrayRef<int64_t> shape = getShape(type);
  if (shape.size() != tensor.shape().size())
    return fail(path, "has rank " + Twine(tensor.rank()) + ", expected rank " +
                          Twine(shape.size()) + " for " + toString(type));
  for (auto [dim, expected, found] : llvm::enumerate(shape, tensor.shape()))
    if (!ShapedType::isDynamic(expected) && expected != found)
      return fail(path, "has extent " + Twine(found) + " of dimension " +
                            Twine(dim) + ", expected " + Twine(expected) +
                            " for " + toString(type));
  return llvm::Error::success();
}

static llvm::Error checkElements(StringRef path, Type type,
                                 const NpyArray &array) {
  Type elementType = getElementTypeOrSelf(type);
  if (!isSameKind(elementType, array.elementType))
    return fail(path, "has elements of type " + getNpyName(array.elementType) +
                          ", expected " + toString(elementType));
  std::optional<int64_t> position = findInexact(array.tensor, elementType);
  if (!position)
    return llvm::Error::success();
  return fail(
      path, "has a value at " + formatIndex(*position, array.tensor.shape()) +
                " that " + toString(elementType) + " cannot represent exactly");
}

static llvm::Expected<Datum> readArgument(StringRef path, Type type) {
  llvm::Expected<NpyArray> array = readNpy(path, type.getContext());
  if (!array)
    return array.takeError();
  if (llvm::Error error = checkShape(path, type, array->tensor))
    return std::move(error);
  if (llvm::Error error = checkElements(path, type, *array))
    return std::move(error);
  Tensor tensor = wrapIntegers(array->tensor, getElementTypeOrSelf(type));
  if (isa<RankedTensorType>(type))
    return Datum{{}, tensor};
  return Datum{tensor.cells().front(), {}};
}

llvm::Expected<SmallVector<Datum>>
norm::readArguments(ArrayRef<std::string> paths, TypeRange types) {
  SmallVector<Datum> arguments;
  for (auto [path, type] : llvm::zip_equal(paths, types)) {
    llvm::Expected<Datum> argument = readArgument(path, type);
    if (!argument)
      return argument.takeError();
    arguments.push_back(std::move(*argument));
  }
  return arguments;
}

/// Every dynamic extent is this one, so that equal extents stay equal.
static constexpr int64_t drawnExtent = 8;
/// No more elements are drawn than this, 8 GiB of cells.
static constexpr int64_t maxDrawn = int64_t(1) << 30;
/// Integers are drawn below this, so that they can be indices.
static constexpr int64_t drawnIntegers = 8;

static Cell draw(Type elementType, std::mt19937_64 &random) {
  if (auto floatType = dyn_cast<FloatType>(elementType)) {
    std::normal_distribution<double> normal;
    return toCell(toAPFloat(realCell(normal(random)), floatType));
  }
  if (elementType.isInteger(1))
    return truthCell(random() & 1);
  return integerCell(random() % drawnIntegers);
}

/// The number of elements, or nothing if they are too many to draw.
static std::optional<int64_t> countDrawn(ArrayRef<int64_t> shape) {
  int64_t size = 1;
  if (llvm::is_contained(shape, 0))
    return 0;
  for (int64_t extent : shape)
    if (extent > maxDrawn || (size *= extent) > maxDrawn)
      return std::nullopt;
  return size;
}

llvm::Expected<SmallVector<Datum>> norm::drawArguments(TypeRange types,
                                                       uint64_t seed) {
  std::mt19937_64 random(seed);
  SmallVector<Datum> arguments;
  for (Type type : types) {
    Type elementType = getElementTypeOrSelf(type);
    SmallVector<int64_t> shape;
    for (int64_t extent : getShape(type))
      shape.push_back(ShapedType::isDynamic(extent) ? drawnExtent : extent);
    std::optional<int64_t> size = countDrawn(shape);
    if (!size)
      return llvm::createStringError("argument " + Twine(arguments.size()) +
                                     " has type " + toString(type) +
                                     ", too large to draw");
    std::vector<Cell> cells(*size);
    for (Cell &cell : cells)
      cell = draw(elementType, random);
    Cell scalar = cells.empty() ? Cell() : cells.front();
    arguments.push_back({scalar, Tensor(shape, std::move(cells))});
  }
  return arguments;
}
