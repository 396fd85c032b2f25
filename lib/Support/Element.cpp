#include "norm/Support/Element.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::norm;

bool norm::isCellType(Type type) {
  return type.isIndex() ||
         (type.isIntOrFloat() && type.getIntOrFloatBitWidth() <= 64);
}

static unsigned getBitWidth(Type type) {
  return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
}

int64_t norm::getByteWidth(Type type) {
  return llvm::divideCeil(getBitWidth(type), 8);
}

Cell norm::toCell(const APFloat &value) {
  APFloat real = value;
  bool losesInfo;
  real.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &losesInfo);
  return realCell(real.convertToDouble());
}

Cell norm::toCell(const APInt &value) {
  return integerCell(value.getSExtValue());
}

APFloat norm::toAPFloat(Cell cell, FloatType type) {
  APFloat value(cell.real);
  bool losesInfo;
  value.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value;
}

template <typename T> static T read(const char *address) {
  T value;
  std::memcpy(&value, address, sizeof(T));
  return value;
}

static Cell loadInteger(Type type, const char *address) {
  uint64_t bits = 0;
  std::memcpy(&bits, address, getByteWidth(type));
  if (type.isUnsignedInteger())
    return integerCell(bits);
  return integerCell(llvm::SignExtend64(bits, getBitWidth(type)));
}

Cell norm::loadElement(Type type, const char *address) {
  if (type.isF32())
    return realCell(read<float>(address));
  if (type.isF64())
    return realCell(read<double>(address));
  auto floatType = dyn_cast<FloatType>(type);
  if (!floatType)
    return loadInteger(type, address);
  uint64_t bits = 0;
  std::memcpy(&bits, address, getByteWidth(type));
  return toCell(APFloat(floatType.getFloatSemantics(),
                        APInt(floatType.getWidth(), bits)));
}

void norm::storeElement(Type type, Cell cell, char *address) {
  uint64_t bits = cell.integer;
  if (auto floatType = dyn_cast<FloatType>(type))
    bits = toAPFloat(cell, floatType).bitcastToAPInt().getZExtValue();
  if (type.isInteger(1))
    bits = bits & 1;
  std::memcpy(address, &bits, getByteWidth(type));
}

Tensor norm::loadTensor(Type elementType, ArrayRef<int64_t> shape,
                        const char *data) {
  int64_t stride = getByteWidth(elementType);
  std::vector<Cell> cells(ShapedType::getNumElements(shape));
  for (auto [position, cell] : llvm::enumerate(cells))
    cell = loadElement(elementType, data + position * stride);
  return Tensor(shape, std::move(cells));
}

void norm::storeTensor(Type elementType, const Tensor &tensor, char *data) {
  int64_t stride = getByteWidth(elementType);
  for (auto [position, cell] : llvm::enumerate(tensor.cells()))
    storeElement(elementType, cell, data + position * stride);
}

bool norm::isSameKind(Type a, Type b) {
  return isa<FloatType>(a) == isa<FloatType>(b);
}

static bool isExact(Cell cell, Type type) {
  if (auto floatType = dyn_cast<FloatType>(type)) {
    double back = toCell(toAPFloat(cell, floatType)).real;
    return back == cell.real || std::isnan(cell.real);
  }
  unsigned width = getBitWidth(type);
  return llvm::isIntN(width, cell.integer) ||
         llvm::isUIntN(width, cell.integer);
}

std::optional<int64_t> norm::findInexact(const Tensor &tensor, Type type) {
  for (auto [position, cell] : llvm::enumerate(tensor.cells()))
    if (!isExact(cell, type))
      return position;
  return std::nullopt;
}

Tensor norm::wrapIntegers(const Tensor &tensor, Type type) {
  if (isa<FloatType>(type))
    return tensor;
  std::vector<Cell> cells = tensor.cells().vec();
  for (Cell &cell : cells)
    cell.integer = llvm::SignExtend64(cell.integer, getBitWidth(type));
  return Tensor(tensor.shape(), std::move(cells));
}

std::string norm::formatIndex(int64_t position, ArrayRef<int64_t> shape) {
  SmallVector<int64_t> index = delinearize(position, computeStrides(shape));
  std::string text = "[";
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(index, os);
  return text + "]";
}
