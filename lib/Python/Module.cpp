// The compiled half of the Python package: kernels as callable objects.

#include "Array.h"

#include <structmember.h>

#include <new>
#include <vector>

using namespace mlir::norm::python;

namespace {
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
} // namespace

/// Raises what the kernel complains about.
static bool raise(char *error) {
  PyErr_SetString(PyExc_ValueError, error);
  normStringDestroy(error);
  return false;
}

//===- Calls --------------------------------------------------------------===//

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

//===- Kernels ------------------------------------------------------------===//

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

static PyObject *makeKernel(NormKernel *kernel) {
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

//===- Module -------------------------------------------------------------===//

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
  if (!loadNumPy() || PyType_Ready(&kernelType) < 0)
    return nullptr;
  PyObject *module = PyModule_Create(&definition);
  if (module &&
      PyModule_AddObjectRef(module, "Kernel",
                            reinterpret_cast<PyObject *>(&kernelType)) < 0)
    Py_CLEAR(module);
  return module;
}
