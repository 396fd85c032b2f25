/* Compiles a function, calls it and is refused, as a program in C would. */

#include "norm-c/Norm.h"

#include <stdio.h>

static const char *text =
    "func.func @main(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {\n"
    "  %y = norm.rms_norm %x over [1] epsilon 0.0 : tensor<?x2xf32>\n"
    "  return %y : tensor<?x2xf32>\n"
    "}\n";

static int fail(char *error) {
  fprintf(stderr, "%s\n", error);
  normStringDestroy(error);
  return 1;
}

int main(void) {
  char *error;
  NormKernel *kernel = normKernelCompile(text, "rms.mlir", "main", 1, &error);
  if (!kernel)
    return fail(error);
  NormArrayType type = normKernelGetResult(kernel, 0);
  printf("%u argument, %u result with extents %d and %d\n",
         normKernelGetNumArguments(kernel), normKernelGetNumResults(kernel),
         (int)type.extents[0], (int)type.extents[1]);

  float x[] = {3, 4}, y[2];
  int64_t extents[] = {1, 2}, found[2];
  NormType f32 = {NORM_FLOAT, 32};
  NormArray argument = {x, f32, 2, extents, NULL};
  NormArray result = {y, f32, 2, found, NULL};
  if (normKernelGetExtents(kernel, &argument, found, &error) ||
      normKernelCall(kernel, &argument, &result, &error))
    return fail(error);
  printf("%g %g\n", y[0], y[1]);

  argument.rank = 1;
  if (!normKernelCall(kernel, &argument, &result, &error))
    return 1;
  printf("%s\n", error);
  normStringDestroy(error);
  normKernelDestroy(kernel);
  return 0;
}
