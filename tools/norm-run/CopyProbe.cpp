#include "CopyProbe.h"

#include "llvm/Support/MathExtras.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

using namespace mlir::norm;

/// Bytes that the C library copies through the cache at any time.
static constexpr size_t cachedPiece = size_t(1) << 16;
/// One cache line.
static constexpr size_t line = 64;

static void copyCached(char *target, const char *source, size_t size) {
  for (size_t at = 0; at < size; at += cachedPiece)
    std::memcpy(target + at, source + at, std::min(cachedPiece, size - at));
}

static void copyPastCache(char *target, const char *source, size_t size) {
#if defined(__SSE2__)
  for (size_t at = 0; at < size; at += sizeof(__m128i))
    _mm_stream_si128(
        reinterpret_cast<__m128i *>(target + at),
        _mm_load_si128(reinterpret_cast<const __m128i *>(source + at)));
  _mm_sfence();
#else
  // Other libraries stream large copies by themselves.
  std::memcpy(target, source, size);
#endif
}

static char *align(std::vector<char> &memory) {
  return reinterpret_cast<char *>(
      llvm::alignTo(reinterpret_cast<uintptr_t>(memory.data()), line));
}

CopyProbe::CopyProbe(size_t bytes, unsigned threads)
    : piece(llvm::alignTo(llvm::divideCeil(bytes, 2 * threads), line)),
      threads(threads), source(piece * threads + line, 1),
      target(piece * threads + line, 2),
      pool(llvm::hardware_concurrency(threads)) {}

void CopyProbe::run(Copy copy) {
  char *from = align(source), *to = align(target);
  for (unsigned i = 1; i < threads; ++i)
    pool.async(copy, to + i * piece, from + i * piece, piece);
  copy(to, from, piece);
  if (threads > 1)
    pool.wait();
}

void CopyProbe::copyPlain() { run(copyCached); }
void CopyProbe::copyStreaming() { run(copyPastCache); }
