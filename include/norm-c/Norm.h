/* The compiled kernels, seen from C. */
#ifndef NORM_C_NORM_H
#define NORM_C_NORM_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define NORM_EXPORTED __declspec(dllexport)
#else
#define NORM_EXPORTED __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The type of an array's elements: code and bits as in DLPack. */
typedef struct {
  uint8_t code;
  uint8_t bits;
} NormType;

/** The codes that occur; a truth value has 8 bits. */
enum {
  NORM_INT = 0,
  NORM_UINT = 1,
  NORM_FLOAT = 2,
  NORM_BFLOAT = 4,
  NORM_BOOL = 6,
};

/** An array in the memory of this process. */
typedef struct {
  void *data;
  NormType type;
  int32_t rank;
  const int64_t *extents;
  /** In elements; null if the array is row-major without gaps. */
  const int64_t *strides;
} NormArray;

/** What a kernel expects of one array; a dynamic extent is -1. */
typedef struct {
  NormType type;
  int32_t rank;
  const int64_t *extents;
} NormArrayType;

/** A function compiled for this machine. Any number of threads may call it. */
typedef struct NormKernel NormKernel;

/**
 * Compiles the function `entry` of an MLIR module in text form; errors name the
 * text `name`. It runs on up to `threads` threads. Returns null and sets
 * `error`, a string to be given to `normStringDestroy`, if that fails.
 */
NORM_EXPORTED NormKernel *normKernelCompile(const char *text, const char *name,
                                            const char *entry,
                                            unsigned threads, char **error);
NORM_EXPORTED void normKernelDestroy(NormKernel *kernel);

NORM_EXPORTED unsigned normKernelGetNumArguments(const NormKernel *kernel);
NORM_EXPORTED unsigned normKernelGetNumResults(const NormKernel *kernel);
/** The types live as long as the kernel. */
NORM_EXPORTED NormArrayType normKernelGetArgument(const NormKernel *kernel,
                                                  unsigned number);
NORM_EXPORTED NormArrayType normKernelGetResult(const NormKernel *kernel,
                                                unsigned number);

/**
 * Checks the arguments and writes the extents of all results, one result after
 * the other. Returns 0, or 1 and an `error` as above.
 */
NORM_EXPORTED int normKernelGetExtents(NormKernel *kernel,
                                       const NormArray *arguments,
                                       int64_t *extents, char **error);

/**
 * Runs the kernel on arrays that it reads and arrays that it writes. A result
 * may be exactly one argument, which it then overwrites. Returns 0, or 1 and an
 * `error` as above; then nothing was written, unless the function itself
 * asserts something about elements.
 */
NORM_EXPORTED int normKernelCall(NormKernel *kernel, const NormArray *arguments,
                                 const NormArray *results, char **error);

/**
 * Like `normKernelCall`, `count` times in a row; sets `seconds` to the time that
 * all calls took, checks of the arrays left out.
 */
NORM_EXPORTED int normKernelTime(NormKernel *kernel, const NormArray *arguments,
                                 const NormArray *results, unsigned count,
                                 double *seconds, char **error);

NORM_EXPORTED void normStringDestroy(char *string);

#ifdef __cplusplus
}
#endif

#endif /* NORM_C_NORM_H */
