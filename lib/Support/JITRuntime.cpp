#include "JITRuntime.h"

#include "norm/Support/JIT.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <cstring>

using namespace mlir;
using namespace mlir::norm;

//===- Leaving ------------------------------------------------------------===//

static void (*leaveHandler)(const Twine &reason) = nullptr;

void norm::setLeaveHandler(void (*handler)(const Twine &reason)) {
  leaveHandler = handler;
}

[[noreturn]] static void leave(const Twine &reason) {
  if (leaveHandler)
    leaveHandler(reason);
  llvm::errs() << "norm: " << reason << "\n";
  std::abort();
}

//===- Memory -------------------------------------------------------------===//

/// Of the call that runs on this thread; none on a worker of a parallel region,
/// which frees what it allocates.
static thread_local RuntimeMemory *current = nullptr;

RuntimeMemory::RuntimeMemory() : outer(current) { current = this; }

RuntimeMemory::~RuntimeMemory() {
  for (void *memory : live)
    std::free(memory);
  current = outer;
}

static void *track(void *memory) {
  if (current && memory)
    current->add(memory);
  return memory;
}

static void *tryAllocate(size_t size) {
  return track(std::malloc(size ? size : 1));
}

static void *tryAllocateAligned(size_t alignment, size_t size) {
  return track(std::aligned_alloc(alignment, size ? size : alignment));
}

/// Compiled code does not look whether it was given memory.
static void *require(void *memory, size_t size) {
  if (!memory)
    leave("no memory for a buffer of " + Twine(size) + " bytes");
  return memory;
}

static void *allocate(size_t size) { return require(tryAllocate(size), size); }

static void *allocateAligned(size_t alignment, size_t size) {
  return require(tryAllocateAligned(alignment, size), size);
}

static void release(void *memory) {
  if (current)
    current->remove(memory);
  std::free(memory);
}

//===- Assertions ---------------------------------------------------------===//

static thread_local const char *lastLine = "";

static int putLine(const char *line) {
  lastLine = line;
  return 0;
}

static void abortCall() { leave("assertion failed: " + Twine(lastLine)); }

//===- Copies -------------------------------------------------------------===//

namespace {
/// An unranked memref as compiled code passes it: its descriptor holds two
/// pointers, the offset, and the extents and strides of each dimension.
struct UnrankedMemRef {
  int64_t rank;
  int64_t *descriptor;

  char *data(int64_t byteWidth) const {
    return reinterpret_cast<char *>(descriptor[1]) + descriptor[2] * byteWidth;
  }
  ArrayRef<int64_t> extents() const { return {descriptor + 3, size_t(rank)}; }
  ArrayRef<int64_t> strides() const {
    return {descriptor + 3 + rank, size_t(rank)};
  }
};
} // namespace

static void copyMemRef(int64_t byteWidth, UnrankedMemRef *source,
                       UnrankedMemRef *target) {
  ArrayRef<int64_t> extents = source->extents();
  if (llvm::is_contained(extents, 0))
    return;
  SmallVector<int64_t> point(source->rank, 0);
  do {
    std::memcpy(target->data(byteWidth) +
                    linearize(point, target->strides()) * byteWidth,
                source->data(byteWidth) +
                    linearize(point, source->strides()) * byteWidth,
                byteWidth);
  } while (advance(point, extents));
}

//===- Narrow floats ------------------------------------------------------===//

/// Rounds to a 16-bit float. The calling conventions of x86-64 and AArch64
/// return it in the low half of the register that returns a float.
static float narrow(double value, const llvm::fltSemantics &semantics) {
  llvm::APFloat rounded(value);
  bool losesInfo;
  rounded.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  uint32_t bits = rounded.bitcastToAPInt().getZExtValue();
  float result;
  std::memcpy(&result, &bits, sizeof(result));
  return result;
}

static float f32ToBF16(float a) { return narrow(a, llvm::APFloat::BFloat()); }
static float f64ToBF16(double a) { return narrow(a, llvm::APFloat::BFloat()); }
static float f32ToF16(float a) { return narrow(a, llvm::APFloat::IEEEhalf()); }
static float f64ToF16(double a) { return narrow(a, llvm::APFloat::IEEEhalf()); }

llvm::orc::SymbolMap
norm::getRuntimeSymbols(llvm::orc::MangleAndInterner mangle,
                        const llvm::StringMap<void *> &addresses) {
  llvm::orc::SymbolMap symbols;
  auto define = [&](StringRef name, auto *function) {
    symbols[mangle(name)] = {llvm::orc::ExecutorAddr::fromPtr(function),
                             llvm::JITSymbolFlags::Exported};
  };
  for (const auto &[name, address] : addresses)
    define(name, address);
  define("malloc", allocate);
  define("aligned_alloc", allocateAligned);
  define("try_malloc", tryAllocate);
  define("try_aligned_alloc", tryAllocateAligned);
  define("free", release);
  define("puts", putLine);
  define("abort", abortCall);
  define("memrefCopy", copyMemRef);
  define("__truncsfbf2", f32ToBF16);
  define("__truncdfbf2", f64ToBF16);
  define("__truncsfhf2", f32ToF16);
  define("__truncdfhf2", f64ToF16);
  return symbols;
}
