// Python objects that are arrays, without copies.
#ifndef NORM_LIB_PYTHON_ARRAY_H
#define NORM_LIB_PYTHON_ARRAY_H

#include "norm-c/Norm.h"

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <memory>

namespace mlir::norm::python {

/// The place of an array in a call, for errors: `argument 0`.
struct Place {
  const char *role;
  unsigned number;
};

/// An object and the memory that it stands for. Not valid beyond the object.
struct View {
  NormArray array = {};
  /// What keeps the memory alive.
  PyObject *owner = nullptr;
  std::unique_ptr<int64_t[]> strides;
  bool isWritable = true;

  View() = default;
  View(const View &) = delete;
  ~View() { Py_XDECREF(owner); }

  /// Takes a NumPy array, an object with `__dlpack__`, or a number where the
  /// expected rank is 0; false with a Python error set if it cannot.
  bool take(PyObject *object, const NormArrayType &expected, Place place);

  /// Makes a new NumPy array.
  bool allocate(NormType type, int32_t rank, const int64_t *extents);

private:
  void takeNumPy(PyObject *object, NormType type);
  bool takeNumber(PyObject *object, NormType type, Place place);
  bool takeDLPack(PyObject *object, Place place);
};

/// Loads NumPy; false with a Python error set if there is none.
bool loadNumPy();

/// NumPy's name of a type; null if kernels do not have it.
const char *getTypeName(NormType type);

} // namespace mlir::norm::python

#endif // NORM_LIB_PYTHON_ARRAY_H
