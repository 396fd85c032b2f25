#include "norm/Support/Npy.h"

#include "norm/Support/Element.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <limits>

using namespace mlir;
using namespace mlir::norm;

static constexpr StringLiteral magic = "\x93NUMPY";

namespace {
/// One element type that both NumPy and we have.
struct NpyType {
  StringRef descriptor, name;
  Type type;
};

/// What the header of a file says.
struct Header {
  StringRef descriptor;
  bool isFortran = false;
  SmallVector<int64_t> shape;
  StringRef data;
};
} // namespace

static SmallVector<NpyType> getTypes(MLIRContext *context) {
  Builder b(context);
  auto unsignedType = [&](unsigned width) {
    return b.getIntegerType(width, /*isSigned=*/false);
  };
  return {
      {"|b1", "bool", b.getI1Type()},      {"|i1", "int8", b.getI8Type()},
      {"<i2", "int16", b.getI16Type()},    {"<i4", "int32", b.getI32Type()},
      {"<i8", "int64", b.getI64Type()},    {"|u1", "uint8", unsignedType(8)},
      {"<u2", "uint16", unsignedType(16)}, {"<u4", "uint32", unsignedType(32)},
      {"<f2", "float16", b.getF16Type()},  {"<f4", "float32", b.getF32Type()},
      {"<f8", "float64", b.getF64Type()}};
}

StringRef norm::getNpyName(Type type) {
  for (const NpyType &npy : getTypes(type.getContext()))
    if (npy.type == type)
      return npy.name;
  return "";
}

//===- Reading ------------------------------------------------------------===//

static llvm::Error fail(StringRef path, const Twine &message) {
  return llvm::createStringError(path + ": " + message);
}

/// The text of a file, which may hold any bytes, fit to print.
static std::string escape(StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream os(escaped);
  llvm::printEscapedString(text, os);
  return escaped;
}

/// The text after `'key':` in the header's dictionary; empty if absent.
static StringRef findEntry(StringRef dictionary, StringRef key) {
  std::string quoted = ("'" + key + "':").str();
  size_t position = dictionary.find(quoted);
  if (position == StringRef::npos)
    return "";
  return dictionary.drop_front(position + quoted.size()).ltrim();
}

/// Reads a tuple such as `(2, 7)`, `(3,)` or `()`.
static bool parseShape(StringRef text, SmallVectorImpl<int64_t> &shape) {
  if (!text.consume_front("("))
    return false;
  while (!(text = text.ltrim()).consume_front(")")) {
    int64_t extent;
    if (text.consumeInteger(10, extent) || extent < 0)
      return false;
    shape.push_back(extent);
    text = text.ltrim();
    if (!text.consume_front(",") && !text.starts_with(")"))
      return false;
  }
  return true;
}

/// Splits the file behind its magic string into dictionary and data; an empty
/// dictionary if it is too short.
static std::pair<StringRef, StringRef> splitHeader(StringRef bytes) {
  bool isFirstVersion = bytes[magic.size()] == 1;
  size_t start = magic.size() + 2, lengthBytes = isFirstVersion ? 2 : 4;
  if (bytes.size() < start + lengthBytes)
    return {};
  const char *field = bytes.data() + start;
  size_t length = isFirstVersion ? llvm::support::endian::read16le(field)
                                 : llvm::support::endian::read32le(field);
  StringRef rest = bytes.drop_front(start + lengthBytes);
  if (rest.size() < length)
    return {};
  return {rest.take_front(length), rest.drop_front(length)};
}

static llvm::Expected<Header> parseHeader(StringRef path, StringRef bytes) {
  if (!bytes.starts_with(magic))
    return fail(path, "is not a .npy file");
  if (bytes.size() < magic.size() + 2)
    return fail(path, "is truncated: its header is incomplete");
  unsigned major = static_cast<unsigned char>(bytes[magic.size()]);
  if (major < 1 || major > 3)
    return fail(path,
                "has format version " + Twine(major) + ", expected 1, 2 or 3");
  auto [dictionary, data] = splitHeader(bytes);
  if (dictionary.empty())
    return fail(path, "is truncated: its header is incomplete");

  Header header;
  header.data = data;
  StringRef order = findEntry(dictionary, "fortran_order");
  header.isFortran = order.starts_with("True");
  StringRef descriptor = findEntry(dictionary, "descr");
  bool isKnown = descriptor.consume_front("'") &&
                 (header.isFortran || order.starts_with("False")) &&
                 parseShape(findEntry(dictionary, "shape"), header.shape);
  if (!isKnown)
    return fail(path, "has a header that is not understood");
  header.descriptor = descriptor.take_until([](char c) { return c == '\''; });
  return header;
}

/// The bytes that a shape takes, or the largest number if that overflows.
static int64_t getByteSize(ArrayRef<int64_t> shape, Type type) {
  int64_t size = getByteWidth(type);
  if (llvm::is_contained(shape, 0))
    return 0;
  for (int64_t extent : shape)
    if (llvm::MulOverflow(size, extent, size))
      return std::numeric_limits<int64_t>::max();
  return size;
}

static llvm::Expected<NpyArray> decode(StringRef path, const Header &header,
                                       MLIRContext *context) {
  if (header.descriptor.starts_with(">"))
    return fail(path, "is big-endian ('" + escape(header.descriptor) +
                          "'), expected little-endian data");
  if (header.isFortran)
    return fail(path, "is in Fortran order, expected C order");
  SmallVector<NpyType> types = getTypes(context);
  auto *npy = llvm::find_if(types, [&](const NpyType &candidate) {
    return candidate.descriptor == header.descriptor;
  });
  if (npy == types.end())
    return fail(path, "has elements of an unknown type '" +
                          escape(header.descriptor) + "'");
  int64_t expected = getByteSize(header.shape, npy->type);
  int64_t found = header.data.size();
  if (found != expected)
    return fail(path, (found < expected ? "is truncated: " : "is too long: ") +
                          Twine(found) + " bytes of data, expected " +
                          Twine(expected));
  return NpyArray{npy->type,
                  loadTensor(npy->type, header.shape, header.data.data())};
}

llvm::Expected<NpyArray> norm::readNpy(StringRef path, MLIRContext *context) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return fail(path, buffer.getError().message());
  llvm::Expected<Header> header = parseHeader(path, (*buffer)->getBuffer());
  if (!header)
    return header.takeError();
  return decode(path, *header, context);
}

//===- Writing ------------------------------------------------------------===//

/// The type that stands for `type` in a file.
static NpyType getStoredType(Type type) {
  SmallVector<NpyType> types = getTypes(type.getContext());
  Builder b(type.getContext());
  auto find = [&](Type wanted) {
    return llvm::find_if(types, [&](const NpyType &candidate) {
      return candidate.type == wanted;
    });
  };
  if (auto *npy = find(type); npy != types.end())
    return *npy;
  return *find(isa<FloatType>(type) ? Type(b.getF32Type()) : b.getI64Type());
}

std::string norm::serializeNpy(const Tensor &tensor, Type elementType) {
  NpyType stored = getStoredType(elementType);
  std::string dictionary;
  llvm::raw_string_ostream os(dictionary);
  os << "{'descr': '" << stored.descriptor
     << "', 'fortran_order': False, 'shape': (";
  for (int64_t extent : tensor.shape())
    os << extent << ", ";
  os << "), }";

  // The data begins at a multiple of 64 bytes, after a line end.
  size_t prefix = magic.size() + 4;
  dictionary.append(
      llvm::offsetToAlignment(prefix + dictionary.size() + 1, llvm::Align(64)),
      ' ');
  dictionary += '\n';
  char length[2];
  llvm::support::endian::write16le(length, dictionary.size());

  std::string bytes = magic.str();
  bytes += {'\x01', '\x00', length[0], length[1]};
  bytes += dictionary;
  size_t start = bytes.size();
  bytes.resize(start + tensor.cells().size() * getByteWidth(stored.type));
  storeTensor(stored.type, tensor, bytes.data() + start);
  return bytes;
}
