// The floor of every point: the bytes it has to move, moved and nothing else.

#include <omp.h>
#include <stddef.h>

// A cache line, whatever the vector registers are.
typedef float line __attribute__((vector_size(64)));

static void plain(line *to, const line *from, size_t lines) {
  for (size_t i = 0; i < lines; ++i)
    to[i] = from[i];
}

static void streaming(line *to, const line *from, size_t lines) {
  for (size_t i = 0; i < lines; ++i)
    __builtin_nontemporal_store(from[i], to + i);
  // Weakly ordered stores are not done before a fence says so.
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static void part(line *to, const line *from, size_t lines, int non_temporal) {
  if (non_temporal)
    streaming(to, from, lines);
  else
    plain(to, from, lines);
}

/// Copies `lines` cache lines `times` times with `threads` threads; returns the
/// seconds that took.
double copy(line *to, const line *from, size_t lines, int non_temporal,
            int threads, long times) {
  double start = omp_get_wtime();
  for (long k = 0; k < times; ++k) {
    if (threads == 1) {
      part(to, from, lines, non_temporal);
      continue;
    }
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int t = 0; t < threads; ++t) {
      size_t first = lines * t / threads, last = lines * (t + 1) / threads;
      part(to + first, from + first, last - first, non_temporal);
    }
  }
  return omp_get_wtime() - start;
}
