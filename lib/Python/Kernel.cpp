#include "Kernel.h"

#include <structmember.h>

using namespace mlir::norm::python;

//===- Calls --------------------------------------------------------------===//

/// The value of the word `out`, the only one that a call takes; null if it is
/// absent or None. Sets a Python error at any other word.
static PyObject *getOut(PyObject *const *values, PyObject *words) {
  Py_ssize_t count = words ? PyTuple_GET_SIZE(words) : 0;
  PyObject *out = nullptr;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *word = PyTuple_GET_ITEM(words, i);
    if (PyUnicode_CompareWithASCIIString(word, "out") == 0)
      out = values[i];
    else
      PyErr_Format(PyExc_TypeError, "expects no keyword but 'out', got %R",
                   word);
  }
  return out == Py_None ? nullptr : out;
}

static PyObject *callKernel(PyObject *object, PyObject *const *values,
                            size_t flaggedCount, PyObject *words) {
  Py_ssize_t count = PyVectorcall_NARGS(flaggedCount);
  PyObject *out = getOut(values + count, words);
  if (PyErr_Occurred())
    return nullptr;
  Call call(reinterpret_cast<KernelObject *>(object));
  if (!call.takeArguments(values, count) || !call.takeResults(out))
    return nullptr;
  return call.run();
}

static PyObject *timeKernel(PyObject *object, PyObject *const *values,
                            Py_ssize_t count, PyObject *words) {
  PyObject *out = getOut(values + count, words);
  if (PyErr_Occurred())
    return nullptr;
  if (count == 0) {
    PyErr_SetString(PyExc_TypeError, "expects a count, then arguments");
    return nullptr;
  }
  long repetitions = PyLong_AsLong(values[0]);
  if (PyErr_Occurred())
    return nullptr;
  Call call(reinterpret_cast<KernelObject *>(object));
  if (!call.takeArguments(values + 1, count - 1) || !call.takeResults(out))
    return nullptr;
  double seconds = call.time(repetitions);
  return seconds < 0.0 ? nullptr : PyFloat_FromDouble(seconds);
}

//===- The type -----------------------------------------------------------===//

static void destroyKernel(PyObject *object) {
  auto *self = reinterpret_cast<KernelObject *>(object);
  normKernelDestroy(self->kernel);
  delete[] self->arguments;
  delete[] self->results;
  Py_TYPE(object)->tp_free(object);
}

/// `(dtype, shape)` of each array; a dynamic extent is None.
static PyObject *describe(const NormArrayType *types, unsigned count) {
  PyObject *all = PyTuple_New(count);
  for (unsigned i = 0; all && i < count; ++i) {
    PyObject *shape = PyTuple_New(types[i].rank);
    for (int32_t dim = 0; shape && dim < types[i].rank; ++dim)
      PyTuple_SET_ITEM(shape, dim,
                       types[i].extents[dim] < 0
                           ? Py_NewRef(Py_None)
                           : PyLong_FromLongLong(types[i].extents[dim]));
    PyTuple_SET_ITEM(all, i,
                     Py_BuildValue("(sN)", getTypeName(types[i].type), shape));
  }
  return all;
}

static PyObject *describeArguments(PyObject *object, void *) {
  auto *self = reinterpret_cast<KernelObject *>(object);
  return describe(self->arguments, self->numArguments);
}

static PyObject *describeResults(PyObject *object, void *) {
  auto *self = reinterpret_cast<KernelObject *>(object);
  return describe(self->results, self->numResults);
}

static PyMethodDef kernelMethods[] = {
    {"time",
     reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(timeKernel)),
     METH_FASTCALL | METH_KEYWORDS,
     "time(count, *arguments, out=None): seconds that `count` calls in a row "
     "take, without Python and checks in between."},
    {}};

static PyGetSetDef kernelProperties[] = {
    {"arguments", describeArguments, nullptr,
     "(dtype, shape) of each argument; a dynamic extent is None.", nullptr},
    {"results", describeResults, nullptr,
     "(dtype, shape) of each result; a dynamic extent is None.", nullptr},
    {}};

static PyTypeObject kernelType = [] {
  PyTypeObject type = {};
  type.ob_base = {PyObject_HEAD_INIT(nullptr) 0};
  type.tp_name = "norm.Kernel";
  type.tp_doc = "kernel(*arguments, out=None): a compiled function on arrays.";
  type.tp_basicsize = sizeof(KernelObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL;
  type.tp_vectorcall_offset = offsetof(KernelObject, vectorcall);
  type.tp_call = PyVectorcall_Call;
  type.tp_dealloc = destroyKernel;
  type.tp_methods = kernelMethods;
  type.tp_getset = kernelProperties;
  return type;
}();

PyObject *mlir::norm::python::makeKernel(NormKernel *kernel) {
  auto *self = PyObject_New(KernelObject, &kernelType);
  if (!self)
    return normKernelDestroy(kernel), nullptr;
  self->vectorcall = callKernel;
  self->kernel = kernel;
  self->numArguments = normKernelGetNumArguments(kernel);
  self->numResults = normKernelGetNumResults(kernel);
  self->arguments = new NormArrayType[self->numArguments];
  self->results = new NormArrayType[self->numResults];
  self->numExtents = 0;
  self->isStatic = true;
  for (unsigned i = 0; i < self->numArguments; ++i)
    self->arguments[i] = normKernelGetArgument(kernel, i);
  for (unsigned i = 0; i < self->numResults; ++i) {
    NormArrayType type = self->results[i] = normKernelGetResult(kernel, i);
    self->numExtents += type.rank;
    for (int32_t dim = 0; dim < type.rank; ++dim)
      self->isStatic &= type.extents[dim] >= 0;
  }
  return reinterpret_cast<PyObject *>(self);
}

PyTypeObject *mlir::norm::python::getKernelType() {
  return PyType_Ready(&kernelType) < 0 ? nullptr : &kernelType;
}
