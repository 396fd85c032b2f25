#include "Check.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::norm;

static ArrayRef<int64_t> getExtents(const NormArray &array) {
  return ArrayRef(array.extents, array.rank);
}

static std::string formatExtents(ArrayRef<int64_t> extents) {
  std::string text = "[";
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(extents, os, [&](int64_t extent) {
    if (extent < 0)
      os << '?';
    else
      os << extent;
  });
  return text + "]";
}

static std::string formatType(NormType type) {
  switch (type.code) {
  case NORM_BOOL:
    return "i1";
  case NORM_BFLOAT:
    return "bf" + std::to_string(type.bits);
  case NORM_FLOAT:
    return "f" + std::to_string(type.bits);
  case NORM_INT:
    return "i" + std::to_string(type.bits);
  case NORM_UINT:
    return "ui" + std::to_string(type.bits);
  }
  return "an unknown type";
}

static llvm::Error fail(StringRef role, unsigned number,
                        const Twine &complaint) {
  return llvm::createStringError("expects " + role + " " + Twine(number) +
                                 complaint);
}

/// Integers have no sign of their own: what is expected decides.
static bool isSameType(NormType found, NormType expected) {
  bool isUnsigned = found.code == NORM_UINT && expected.code == NORM_INT;
  return found.bits == expected.bits &&
         (found.code == expected.code || isUnsigned);
}

static int64_t getByteWidth(NormType type) {
  return llvm::divideCeil(type.bits, 8);
}

static int64_t getByteSize(const NormArray &array) {
  return ShapedType::getNumElements(getExtents(array)) *
         getByteWidth(array.type);
}

static llvm::Error checkLayout(const NormArray &array, StringRef role,
                               unsigned number) {
  if (reinterpret_cast<uintptr_t>(array.data) % getByteWidth(array.type))
    return fail(role, number,
                " to be aligned to " + Twine(getByteWidth(array.type)) +
                    " bytes");
  if (!array.strides || llvm::is_contained(getExtents(array), 0))
    return llvm::Error::success();
  int64_t dense = 1;
  for (int64_t dim = array.rank - 1; dim >= 0; --dim) {
    if (array.extents[dim] != 1 && array.strides[dim] != dense)
      return fail(role, number,
                  " to be contiguous, with stride " + Twine(dense) +
                      " along dimension " + Twine(dim) + ", got " +
                      Twine(array.strides[dim]));
    dense *= array.extents[dim];
  }
  return llvm::Error::success();
}

llvm::Error norm::checkArray(const NormArray &array, const ArrayType &expected,
                             StringRef role, unsigned number) {
  if (!isSameType(array.type, expected.type))
    return fail(role, number,
                " to have elements of type " + expected.name + ", got " +
                    formatType(array.type));
  if (array.rank != static_cast<int32_t>(expected.extents.size()))
    return fail(role, number,
                " to have rank " + Twine(expected.extents.size()) + ", got " +
                    Twine(array.rank));
  for (int64_t dim = 0; dim < array.rank; ++dim)
    if (expected.extents[dim] >= 0 &&
        array.extents[dim] != expected.extents[dim])
      return fail(role, number,
                  " to have shape " + formatExtents(expected.extents) +
                      ", got " + formatExtents(getExtents(array)));
  return checkLayout(array, role, number);
}

llvm::Error norm::checkExtents(const NormArray &result,
                               ArrayRef<int64_t> expected, unsigned number) {
  if (getExtents(result) == expected)
    return llvm::Error::success();
  return fail("result", number,
              " to have shape " + formatExtents(expected) + ", got " +
                  formatExtents(getExtents(result)));
}

static bool overlap(const NormArray &a, const NormArray &b) {
  auto aBegin = reinterpret_cast<uintptr_t>(a.data);
  auto bBegin = reinterpret_cast<uintptr_t>(b.data);
  return aBegin < bBegin + getByteSize(b) && bBegin < aBegin + getByteSize(a);
}

static bool isExactlyOne(const NormArray &a, const NormArray &b) {
  return a.data == b.data && isSameType(a.type, b.type) &&
         getExtents(a) == getExtents(b);
}

llvm::Error norm::findOverwritten(ArrayRef<NormArray> arguments,
                                  ArrayRef<NormArray> results,
                                  MutableArrayRef<int64_t> overwritten) {
  for (auto [number, result] : llvm::enumerate(results)) {
    overwritten[number] = -1;
    for (unsigned other = 0; other < number; ++other)
      if (overlap(result, results[other]))
        return fail("result", number,
                    " to be apart from result " + Twine(other) +
                        ", but they share memory");
    for (auto [input, argument] : llvm::enumerate(arguments)) {
      if (!overlap(result, argument))
        continue;
      if (!isExactlyOne(result, argument))
        return fail("result", number,
                    " to be argument " + Twine(input) +
                        " or apart from it, but they share some memory");
      if (overwritten[number] >= 0)
        return fail("result", number,
                    " to overwrite one argument, but it is argument " +
                        Twine(overwritten[number]) + " and argument " +
                        Twine(input));
      overwritten[number] = input;
    }
  }
  return llvm::Error::success();
}
