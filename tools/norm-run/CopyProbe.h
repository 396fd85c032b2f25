#ifndef NORM_TOOLS_NORM_RUN_COPYPROBE_H
#define NORM_TOOLS_NORM_RUN_COPYPROBE_H

#include "llvm/Support/ThreadPool.h"

#include <vector>

namespace mlir::norm {

/// Copies memory as fast as this machine can, to compare with.
class CopyProbe {
public:
  /// Moves `bytes`: reads one half and writes the other.
  CopyProbe(size_t bytes, unsigned threads);

  /// Copies through the cache.
  void copyPlain();
  /// Copies with stores that pass the cache by.
  void copyStreaming();

private:
  using Copy = void (*)(char *, const char *, size_t);
  void run(Copy copy);

  size_t piece;
  unsigned threads;
  std::vector<char> source, target;
  llvm::DefaultThreadPool pool;
};

} // namespace mlir::norm

#endif // NORM_TOOLS_NORM_RUN_COPYPROBE_H
