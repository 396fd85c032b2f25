#include "norm/Support/JIT.h"

#include "JITRuntime.h"
#include "norm/Support/Element.h"

#include "llvm/Support/MathExtras.h"

#include <cstring>

using namespace mlir;
using namespace mlir::norm;

llvm::Expected<CompiledEntry>
CompiledEntry::create(ModuleOp module, StringRef name, FunctionType signature) {
  llvm::Expected<CompiledModule> compiled = CompiledModule::create(module);
  if (!compiled)
    return compiled.takeError();
  auto function = compiled->lookup(name);
  if (!function)
    return function.takeError();
  return CompiledEntry(std::move(*compiled), *function, signature);
}

//===- Arguments ----------------------------------------------------------===//

namespace {
/// An argument as the C interface wants it: a scalar by its address, a memref
/// by the address of a pointer to its descriptor.
struct Argument {
  std::vector<char> elements;
  std::vector<int64_t> descriptor;
  int64_t *descriptorAddress = nullptr;

  Argument(Type type, const Datum &datum);
  void *getAddress() {
    if (descriptor.empty())
      return elements.data();
    descriptorAddress = descriptor.data();
    return &descriptorAddress;
  }
};
} // namespace

/// Compiled code may count on this alignment of its buffers.
static constexpr int64_t bufferAlignment = 64;

Argument::Argument(Type type, const Datum &datum) {
  auto tensorType = dyn_cast<RankedTensorType>(type);
  if (!tensorType) {
    elements.resize(getByteWidth(type));
    storeElement(type, datum.cell, elements.data());
    return;
  }
  Type elementType = tensorType.getElementType();
  elements.resize(datum.tensor.cells().size() * getByteWidth(elementType) +
                  bufferAlignment);
  auto base = reinterpret_cast<int64_t>(elements.data());
  int64_t aligned = llvm::alignTo(base, bufferAlignment);
  storeTensor(elementType, datum.tensor, reinterpret_cast<char *>(aligned));

  descriptor = {aligned, aligned, /*offset=*/0};
  ArrayRef<int64_t> shape = datum.tensor.shape();
  llvm::append_range(descriptor, shape);
  llvm::append_range(descriptor, computeStrides(shape));
}

//===- Results ------------------------------------------------------------===//

/// The bytes that a result takes in the structure of all results.
static int64_t getResultSize(Type type) {
  auto tensorType = dyn_cast<RankedTensorType>(type);
  return tensorType ? (3 + 2 * tensorType.getRank()) * sizeof(int64_t)
                    : getByteWidth(type);
}

static int64_t getResultAlignment(Type type) {
  return isa<RankedTensorType>(type) ? sizeof(int64_t) : getByteWidth(type);
}

/// Gathers the elements behind a memref descriptor.
static llvm::Expected<Tensor> readMemRef(RankedTensorType type,
                                         const char *address) {
  std::vector<int64_t> descriptor(3 + 2 * type.getRank());
  std::memcpy(descriptor.data(), address, getResultSize(type));
  auto extents = ArrayRef(descriptor).slice(3, type.getRank());
  auto strides = ArrayRef(descriptor).slice(3 + type.getRank());
  for (int64_t extent : extents)
    if (extent < 0)
      return llvm::createStringError("a result has the negative extent " +
                                     Twine(extent));
  int64_t byteWidth = getByteWidth(type.getElementType());
  const char *data =
      reinterpret_cast<const char *>(descriptor[1]) + descriptor[2] * byteWidth;

  std::vector<Cell> cells(ShapedType::getNumElements(extents));
  SmallVector<int64_t> point(extents.size(), 0);
  for (Cell &cell : cells) {
    cell = loadElement(type.getElementType(),
                       data + linearize(point, strides) * byteWidth);
    advance(point, extents);
  }
  return Tensor(extents, std::move(cells));
}

static llvm::Expected<SmallVector<Datum>> readResults(TypeRange types,
                                                      const char *structure) {
  SmallVector<Datum> results;
  int64_t offset = 0;
  for (Type type : types) {
    offset = llvm::alignTo(offset, getResultAlignment(type));
    const char *address = structure + offset;
    offset += getResultSize(type);
    auto tensorType = dyn_cast<RankedTensorType>(type);
    if (!tensorType) {
      results.push_back({loadElement(type, address), {}});
      continue;
    }
    llvm::Expected<Tensor> tensor = readMemRef(tensorType, address);
    if (!tensor)
      return tensor.takeError();
    results.push_back({{}, std::move(*tensor)});
  }
  return results;
}

llvm::Expected<SmallVector<Datum>>
CompiledEntry::call(ArrayRef<Datum> arguments) {
  std::vector<Argument> storage;
  for (auto [type, datum] : llvm::zip_equal(signature.getInputs(), arguments))
    storage.emplace_back(type, datum);
  SmallVector<void *> addresses;
  for (Argument &argument : storage)
    addresses.push_back(argument.getAddress());

  // One scalar is returned; all else is written behind a leading pointer.
  TypeRange types = signature.getResults();
  int64_t size = 0;
  for (Type type : types)
    size += llvm::alignTo(getResultSize(type), sizeof(int64_t));
  std::vector<char> structure(size);
  char *structureAddress = structure.data();
  bool isOneScalar = types.size() == 1 && !isa<RankedTensorType>(types[0]);
  if (isOneScalar)
    addresses.push_back(structureAddress);
  else if (!types.empty())
    addresses.insert(addresses.begin(), &structureAddress);

  RuntimeMemory memory;
  function(addresses.data());
  return readResults(types, structure.data());
}
