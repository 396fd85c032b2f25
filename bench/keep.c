// Large blocks that a process frees stay its own, pages and all, for its next
// ones: with them the time of a call is not that of the kernel's page faults.
// Preloaded into every process that is measured. The C library alone cannot:
// it maps large blocks anew, or, told not to, grows by each aligned one.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 2 << 20, LARGE = 1 << 20, MOST = 4096 };

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static struct block {
  char *start;
  size_t size;
  int used;
} blocks[MOST];
static int count;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/// The block that starts at `start`, or null. Blocks start a huge page.
static struct block *find(void *start) {
  if (!start || (uintptr_t)start % PAGE)
    return NULL;
  for (int i = 0; i < count; ++i)
    if (blocks[i].start == start)
      return &blocks[i];
  return NULL;
}

/// A free block of at least `size` bytes that wastes little, or null.
static struct block *reuse(size_t size) {
  struct block *best = NULL;
  for (int i = 0; i < count; ++i) {
    struct block *b = &blocks[i];
    if (b->start && !b->used && b->size >= size && b->size <= size + size / 4 &&
        (!best || b->size < best->size))
      best = b;
  }
  return best;
}

/// A new block, or null.
static struct block *map(size_t size) {
  struct block *b = NULL;
  for (int i = 0; i < count && !b; ++i)
    if (!blocks[i].start)
      b = &blocks[i];
  if (!b && count == MOST)
    return NULL;
  char *all = mmap(NULL, size + PAGE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (all == MAP_FAILED)
    return NULL;
  size_t skew = -(uintptr_t)all % PAGE;
  if (skew)
    munmap(all, skew);
  munmap(all + skew + size, PAGE - skew);
  madvise(all + skew, size, MADV_HUGEPAGE);
  if (!b)
    b = &blocks[count++];
  *b = (struct block){all + skew, size, 0};
  return b;
}

/// Large memory, zero if `zero`; null leaves it to the C library.
static void *take(size_t size, int zero) {
  if (size < LARGE || size > SIZE_MAX / 2)
    return NULL;
  size = (size + PAGE - 1) / PAGE * PAGE;
  pthread_mutex_lock(&mutex);
  struct block *b = reuse(size);
  int old = b != NULL;
  if (!b)
    b = map(size);
  if (b)
    b->used = 1;
  char *start = b ? b->start : NULL;
  pthread_mutex_unlock(&mutex);
  return start && old && zero ? memset(start, 0, size) : start;
}

/// The size of a large block, 0 for other memory.
static size_t sizeOf(void *start) {
  pthread_mutex_lock(&mutex);
  struct block *b = find(start);
  size_t size = b ? b->size : 0;
  pthread_mutex_unlock(&mutex);
  return size;
}

/// Unmaps what is free, when there is another point to measure.
void keep_release(void) {
  pthread_mutex_lock(&mutex);
  for (int i = 0; i < count; ++i)
    if (blocks[i].start && !blocks[i].used) {
      munmap(blocks[i].start, blocks[i].size);
      blocks[i].start = NULL;
    }
  pthread_mutex_unlock(&mutex);
}

void *malloc(size_t size) {
  void *start = take(size, 0);
  return start ? start : __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(number, size, &bytes))
    return __libc_calloc(number, size);
  void *start = take(bytes, 1);
  return start ? start : __libc_calloc(number, size);
}

void free(void *start) {
  pthread_mutex_lock(&mutex);
  struct block *b = find(start);
  if (b)
    b->used = 0;
  pthread_mutex_unlock(&mutex);
  if (!b)
    __libc_free(start);
}

void *realloc(void *start, size_t size) {
  size_t old = sizeOf(start);
  if (!old)
    return __libc_realloc(start, size);
  if (size >= LARGE && size <= old)
    return start;
  void *fresh = size ? malloc(size) : NULL;
  if (size && !fresh)
    return NULL;
  if (fresh)
    memcpy(fresh, start, old < size ? old : size);
  free(start);
  return fresh;
}

void *memalign(size_t alignment, size_t size) {
  void *start = alignment <= PAGE ? take(size, 0) : NULL;
  return start ? start : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return memalign(alignment, size);
}

int posix_memalign(void **start, size_t alignment, size_t size) {
  if (!alignment || alignment & (alignment - 1) || alignment % sizeof(void *))
    return EINVAL;
  void *found = memalign(alignment, size);
  if (!found)
    return ENOMEM;
  *start = found;
  return 0;
}

size_t malloc_usable_size(void *start) {
  size_t size = sizeOf(start);
  if (size)
    return size;
  size_t (*next)(void *) = dlsym(RTLD_NEXT, "malloc_usable_size");
  return next(start);
}
