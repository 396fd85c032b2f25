// The compiled half of the Python package.

#include "Kernel.h"

using namespace mlir::norm::python;

static PyObject *compileKernel(PyObject *, PyObject *arguments) {
  const char *text, *name, *entry;
  unsigned threads;
  if (!PyArg_ParseTuple(arguments, "sssI", &text, &name, &entry, &threads))
    return nullptr;
  char *error = nullptr;
  NormKernel *kernel;
  Py_BEGIN_ALLOW_THREADS;
  kernel = normKernelCompile(text, name, entry, threads, &error);
  Py_END_ALLOW_THREADS;
  if (!kernel)
    return raise(error), nullptr;
  return makeKernel(kernel);
}

/// What a kernel for this array expects: its dtype and shape.
static PyObject *describeArray(PyObject *, PyObject *object) {
  View view;
  NormArrayType any = {{}, -1, nullptr};
  if (!view.take(object, any, {"argument", 0}))
    return nullptr;
  const char *name = getTypeName(view.array.type);
  if (!name) {
    PyErr_Format(PyExc_TypeError, "expects a type that kernels have, got %R",
                 object);
    return nullptr;
  }
  PyObject *shape = PyTuple_New(view.array.rank);
  for (int32_t dim = 0; shape && dim < view.array.rank; ++dim)
    PyTuple_SET_ITEM(shape, dim, PyLong_FromLongLong(view.array.extents[dim]));
  return Py_BuildValue("(sN)", name, shape);
}

static PyMethodDef functions[] = {
    {"compile", compileKernel, METH_VARARGS,
     "compile(text, name, entry, threads): the kernel of one function."},
    {"describe", describeArray, METH_O,
     "describe(array): its dtype and shape, as in Kernel.arguments."},
    {}};

static PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                                 "norm._native",
                                 "Compiled kernels.",
                                 /*m_size=*/-1,
                                 functions,
                                 nullptr,
                                 nullptr,
                                 nullptr,
                                 nullptr};

PyMODINIT_FUNC PyInit__native() {
  PyTypeObject *kernelType = loadNumPy() ? getKernelType() : nullptr;
  if (!kernelType)
    return nullptr;
  PyObject *module = PyModule_Create(&definition);
  if (module &&
      PyModule_AddObjectRef(module, "Kernel",
                            reinterpret_cast<PyObject *>(kernelType)) < 0)
    Py_CLEAR(module);
  return module;
}
