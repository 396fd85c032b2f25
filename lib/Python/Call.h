// One call of a kernel from Python.
#ifndef NORM_LIB_PYTHON_CALL_H
#define NORM_LIB_PYTHON_CALL_H

#include "Array.h"

namespace mlir::norm::python {

/// A kernel as Python sees it. Immutable, so that threads share it.
struct KernelObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  NormKernel *kernel;
  unsigned numArguments, numResults;
  NormArrayType *arguments, *results;
  /// All extents of all results, as far as they are static.
  unsigned numExtents;
  bool isStatic;
};

/// The arrays of one call: arguments, then results.
class Call {
public:
  explicit Call(KernelObject *self) : self(self) {
    size_t size = self->numArguments + self->numResults;
    if (size > maxLocal) {
      moreViews = std::make_unique<View[]>(size);
      moreArrays = std::make_unique<NormArray[]>(size);
    }
    views = moreViews ? moreViews.get() : localViews;
    arrays = moreArrays ? moreArrays.get() : localArrays;
  }

  bool takeArguments(PyObject *const *objects, Py_ssize_t count);
  /// Takes what is given in `out`, and makes what is not.
  bool takeResults(PyObject *out);
  /// Runs without the interpreter's lock. A new reference to the results, or
  /// null with a Python error set.
  PyObject *run();
  /// Runs `count` times; the seconds, negative with a Python error set.
  double time(unsigned count);

private:
  View &argument(unsigned number) { return views[number]; }
  View &result(unsigned number) { return views[self->numArguments + number]; }
  bool takeResult(PyObject *object, unsigned number);
  bool makeResults();
  void collectArrays();

  static constexpr size_t maxLocal = 8;
  KernelObject *self;
  View localViews[maxLocal], *views;
  NormArray localArrays[maxLocal], *arrays;
  std::unique_ptr<View[]> moreViews;
  std::unique_ptr<NormArray[]> moreArrays;
  PyObject *given = nullptr;
};

/// Raises what the C interface complains about; false.
bool raise(char *error);

} // namespace mlir::norm::python

#endif // NORM_LIB_PYTHON_CALL_H
