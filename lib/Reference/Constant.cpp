#include "Constant.h"

#include "norm/Support/Element.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::norm;

template <typename T> static Tensor readDense(DenseElementsAttr dense) {
  ArrayRef<int64_t> shape = dense.getType().getShape();
  int64_t size = dense.getNumElements();
  if (dense.isSplat())
    return Tensor(shape,
                  std::vector<Cell>(size, toCell(dense.getSplatValue<T>())));
  std::vector<Cell> cells;
  cells.reserve(size);
  for (T value : dense.getValues<T>())
    cells.push_back(toCell(value));
  return Tensor(shape, std::move(cells));
}

static std::optional<Datum> readResource(DenseResourceElementsAttr resource) {
  ShapedType type = resource.getType();
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  int64_t size = type.getNumElements() * getByteWidth(type.getElementType());
  if (!blob || static_cast<int64_t>(blob->getData().size()) != size)
    return std::nullopt;
  return Datum{{},
               loadTensor(type.getElementType(), type.getShape(),
                          blob->getData().data())};
}

std::optional<Datum> norm::readConstant(Attribute attribute) {
  if (auto real = dyn_cast<FloatAttr>(attribute))
    return Datum{toCell(real.getValue()), {}};
  if (auto integer = dyn_cast<IntegerAttr>(attribute))
    return Datum{toCell(integer.getValue()), {}};

  auto elements = dyn_cast<ElementsAttr>(attribute);
  if (!elements || !isCellType(elements.getElementType()))
    return std::nullopt;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute))
    return readResource(resource);
  auto dense = dyn_cast<DenseElementsAttr>(attribute);
  if (!dense)
    return std::nullopt;
  bool isReal = isa<FloatType>(dense.getElementType());
  return Datum{{},
               isReal ? readDense<APFloat>(dense) : readDense<APInt>(dense)};
}
