// Kernels as objects of Python.
#ifndef NORM_LIB_PYTHON_KERNEL_H
#define NORM_LIB_PYTHON_KERNEL_H

#include "Call.h"

namespace mlir::norm::python {

/// Prepares the type of kernels; null with a Python error set if that fails.
PyTypeObject *getKernelType();

/// An object that owns the kernel; null with a Python error set.
PyObject *makeKernel(NormKernel *kernel);

} // namespace mlir::norm::python

#endif // NORM_LIB_PYTHON_KERNEL_H
