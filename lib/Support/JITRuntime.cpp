#include "JITRuntime.h"

#include "norm/Support/JIT.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/DenseSet.h"

#include <cstdlib>
#include <cstring>
#include <mutex>

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
  std::abort();
}

//===- Memory -------------------------------------------------------------===//

namespace {
/// The allocations of compiled code, which may run on several threads.
struct Arena {
  std::mutex mutex;
  llvm::DenseSet<void *> live;

  void *keep(void *memory) {
    std::lock_guard<std::mutex> lock(mutex);
    live.insert(memory);
    return memory;
  }
  void release(void *memory) {
    std::lock_guard<std::mutex> lock(mutex);
    if (live.erase(memory))
      std::free(memory);
  }
};
} // namespace

static Arena &getArena() {
  static Arena arena;
  return arena;
}

/// Compiled code does not look whether it was given memory.
static void *keep(void *memory, size_t size) {
  if (!memory)
    leave("no memory for a buffer of " + Twine(size) + " bytes");
  return getArena().keep(memory);
}

static void *allocate(size_t size) {
  return keep(std::malloc(size ? size : 1), size);
}

static void *allocateAligned(size_t alignment, size_t size) {
  return keep(std::aligned_alloc(alignment, size ? size : alignment), size);
}

static void release(void *memory) { getArena().release(memory); }

void norm::releaseRuntimeMemory() {
  Arena &arena = getArena();
  std::lock_guard<std::mutex> lock(arena.mutex);
  for (void *memory : arena.live)
    std::free(memory);
  arena.live.clear();
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
norm::getRuntimeSymbols(llvm::orc::MangleAndInterner mangle) {
  llvm::orc::SymbolMap symbols;
  auto define = [&](StringRef name, auto *function) {
    symbols[mangle(name)] = {llvm::orc::ExecutorAddr::fromPtr(function),
                             llvm::JITSymbolFlags::Exported};
  };
  define("malloc", allocate);
  define("aligned_alloc", allocateAligned);
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
