// Calls a compiled function from a native loop. CALL is its call with the
// descriptors `a[0]`, `a[1]`, ...; it gives a status.

#include <stdlib.h>
#include <time.h>

// What compiled functions allocate with; they look at what they were given.
void *try_malloc(size_t size) { return malloc(size); }
void *try_aligned_alloc(size_t alignment, size_t size) {
  return aligned_alloc(alignment, size);
}

int PROTOTYPE;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

/// Returns the seconds of `times` calls, or -1 if one failed.
double kernel(void **a, long times) {
  double start = now();
  for (long k = 0; k < times; ++k)
    if (CALL)
      return -1;
  return now() - start;
}
