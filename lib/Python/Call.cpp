#include "Call.h"

#include <vector>

using namespace mlir::norm::python;

bool mlir::norm::python::raise(char *error) {
  PyErr_SetString(PyExc_ValueError, error);
  normStringDestroy(error);
  return false;
}

bool Call::takeArguments(PyObject *const *objects, Py_ssize_t count) {
  if (count != self->numArguments) {
    PyErr_Format(PyExc_TypeError, "expects %u arguments, got %zd",
                 self->numArguments, count);
    return false;
  }
  for (unsigned i = 0; i < self->numArguments; ++i) {
    if (!argument(i).take(objects[i], self->arguments[i], {"argument", i}))
      return false;
    arrays[i] = argument(i).array;
  }
  return true;
}

bool Call::takeResult(PyObject *object, unsigned number) {
  // A number has no memory to write to.
  NormArrayType noNumber = self->results[number];
  noNumber.rank = -1;
  if (!result(number).take(object, noNumber, {"result", number}))
    return false;
  if (result(number).isWritable)
    return true;
  PyErr_Format(PyExc_ValueError, "expects result %u to be writable", number);
  return false;
}

bool Call::takeResults(PyObject *out) {
  given = out;
  if (!out)
    return makeResults();
  bool isSequence = PyTuple_Check(out) || PyList_Check(out);
  Py_ssize_t count = isSequence ? PySequence_Fast_GET_SIZE(out) : 1;
  if (count != self->numResults) {
    PyErr_Format(PyExc_TypeError, "expects %u results in out, got %zd",
                 self->numResults, count);
    return false;
  }
  for (unsigned i = 0; i < self->numResults; ++i)
    if (!takeResult(isSequence ? PySequence_Fast_GET_ITEM(out, i) : out, i))
      return false;
  return true;
}

bool Call::makeResults() {
  std::vector<int64_t> extents;
  if (!self->isStatic) {
    extents.resize(self->numExtents);
    char *error;
    if (normKernelGetExtents(self->kernel, arrays, extents.data(), &error))
      return raise(error);
  }
  const int64_t *next = extents.data();
  for (unsigned i = 0; i < self->numResults; ++i) {
    const NormArrayType &type = self->results[i];
    if (!result(i).allocate(type.type, type.rank,
                            self->isStatic ? type.extents : next))
      return false;
    next += self->isStatic ? 0 : type.rank;
  }
  return true;
}

void Call::collectArrays() {
  for (unsigned i = 0; i < self->numResults; ++i)
    arrays[self->numArguments + i] = result(i).array;
}

double Call::time(unsigned count) {
  collectArrays();
  double seconds;
  char *error;
  int failed;
  Py_BEGIN_ALLOW_THREADS;
  failed = normKernelTime(self->kernel, arrays, arrays + self->numArguments,
                          count, &seconds, &error);
  Py_END_ALLOW_THREADS;
  return failed ? raise(error), -1.0 : seconds;
}

PyObject *Call::run() {
  collectArrays();
  char *error;
  int failed;
  Py_BEGIN_ALLOW_THREADS;
  failed =
      normKernelCall(self->kernel, arrays, arrays + self->numArguments, &error);
  Py_END_ALLOW_THREADS;
  if (failed) {
    raise(error);
    return nullptr;
  }
  if (given)
    return Py_NewRef(given);
  if (self->numResults == 0)
    Py_RETURN_NONE;
  if (self->numResults == 1)
    return Py_NewRef(result(0).owner);
  PyObject *all = PyTuple_New(self->numResults);
  for (unsigned i = 0; all && i < self->numResults; ++i)
    PyTuple_SET_ITEM(all, i, Py_NewRef(result(i).owner));
  return all;
}
