#include "Array.h"

#include "DLPack.h"

#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_1_25_API_VERSION
#include <numpy/arrayobject.h>

using namespace mlir::norm::python;

//===- Types --------------------------------------------------------------===//

namespace {
/// One element type that both sides have; `number` is NumPy's.
struct KnownType {
  NormType type;
  const char *name;
  int number;
};
} // namespace

/// NumPy learns bfloat16 from ml_dtypes, when that is loaded.
static KnownType knownTypes[] = {
    {{NORM_FLOAT, 32}, "float32", NPY_FLOAT32},
    {{NORM_BFLOAT, 16}, "bfloat16", NPY_NOTYPE},
    {{NORM_FLOAT, 16}, "float16", NPY_FLOAT16},
    {{NORM_FLOAT, 64}, "float64", NPY_FLOAT64},
    {{NORM_BOOL, 8}, "bool", NPY_BOOL},
    {{NORM_INT, 8}, "int8", NPY_INT8},
    {{NORM_INT, 16}, "int16", NPY_INT16},
    {{NORM_INT, 32}, "int32", NPY_INT32},
    {{NORM_INT, 64}, "int64", NPY_INT64},
    {{NORM_UINT, 8}, "uint8", NPY_UINT8},
    {{NORM_UINT, 16}, "uint16", NPY_UINT16},
    {{NORM_UINT, 32}, "uint32", NPY_UINT32},
    {{NORM_UINT, 64}, "uint64", NPY_UINT64},
};

static bool isSame(NormType a, NormType b) {
  return a.code == b.code && a.bits == b.bits;
}

static const KnownType *find(NormType type) {
  for (const KnownType &known : knownTypes)
    if (isSame(known.type, type))
      return &known;
  return nullptr;
}

static const KnownType *find(PyArray_Descr *descriptor) {
  if (!PyArray_ISNBO(descriptor->byteorder))
    return nullptr;
  for (const KnownType &known : knownTypes)
    if (known.number == descriptor->type_num)
      return &known;
  // The C types `long` and `long long` have one size and two numbers.
  for (const KnownType &known : knownTypes)
    if (PyArray_EquivTypenums(known.number, descriptor->type_num))
      return &known;
  return nullptr;
}

const char *mlir::norm::python::getTypeName(NormType type) {
  const KnownType *known = find(type);
  return known ? known->name : nullptr;
}

/// Asks ml_dtypes for the number of bfloat16.
static bool loadBFloat16() {
  PyObject *module = PyImport_ImportModule("ml_dtypes");
  if (!module)
    return false;
  PyObject *scalarType = PyObject_GetAttrString(module, "bfloat16");
  Py_DECREF(module);
  PyArray_Descr *descriptor = nullptr;
  int isKnown = scalarType && PyArray_DescrConverter(scalarType, &descriptor);
  Py_XDECREF(scalarType);
  if (!isKnown)
    return false;
  for (KnownType &known : knownTypes)
    if (known.type.code == NORM_BFLOAT)
      known.number = descriptor->type_num;
  Py_DECREF(descriptor);
  return true;
}

bool mlir::norm::python::loadNumPy() {
  import_array1(false);
  return loadBFloat16();
}

//===- Views --------------------------------------------------------------===//

static bool fail(Place place, const char *complaint, PyObject *culprit) {
  PyErr_Format(PyExc_TypeError, "expects %s %u %s, got %R", place.role,
               place.number, complaint, culprit);
  return false;
}

void View::takeNumPy(PyObject *object, NormType type) {
  auto *source = reinterpret_cast<PyArrayObject *>(object);
  array = {PyArray_DATA(source), type, PyArray_NDIM(source),
           reinterpret_cast<const int64_t *>(PyArray_DIMS(source)), nullptr};
  isWritable = PyArray_ISWRITEABLE(source);
  Py_INCREF(object);
  owner = object;
  if (PyArray_IS_C_CONTIGUOUS(source))
    return;
  strides = std::make_unique<int64_t[]>(array.rank);
  for (int32_t dim = 0; dim < array.rank; ++dim) {
    // A stride of no whole number of elements is none that an array has.
    npy_intp bytes = PyArray_STRIDE(source, dim);
    npy_intp width = PyArray_ITEMSIZE(source);
    strides[dim] = bytes % width ? 0 : bytes / width;
  }
  array.strides = strides.get();
}

bool View::takeNumber(PyObject *object, NormType type, Place place) {
  bool isPython = PyFloat_Check(object) || PyLong_Check(object);
  PyArray_Descr *descriptor =
      isPython ? PyArray_DescrFromType(find(type)->number) : nullptr;
  PyObject *number =
      PyArray_FromAny(object, descriptor, 0, 0,
                      NPY_ARRAY_CARRAY | NPY_ARRAY_FORCECAST, nullptr);
  if (!number)
    return false;
  bool isTaken = take(number, {type, 0, nullptr}, place);
  Py_DECREF(number);
  return isTaken;
}

bool View::takeDLPack(PyObject *object, Place place) {
  dlpack::Import import;
  bool isImported = dlpack::import(object, import);
  owner = import.owner;
  if (!isImported)
    return false;
  const dlpack::Tensor &tensor = import.tensor;
  if (tensor.deviceType != dlpack::cpu &&
      tensor.deviceType != dlpack::cudaHost &&
      tensor.deviceType != dlpack::rocmHost)
    return fail(place, "to lie in the memory of the CPU", object);
  if (tensor.lanes != 1)
    return fail(place, "to have a type that kernels have", object);
  array = {static_cast<char *>(tensor.data) + tensor.byteOffset,
           {tensor.code, tensor.bits},
           tensor.rank,
           tensor.extents,
           tensor.strides};
  isWritable = import.isWritable;
  return true;
}

bool View::take(PyObject *object, const NormArrayType &expected, Place place) {
  if (PyArray_Check(object)) {
    auto *source = reinterpret_cast<PyArrayObject *>(object);
    PyArray_Descr *descriptor = PyArray_DESCR(source);
    const KnownType *known = find(descriptor);
    if (!known)
      return fail(place, "to have a type that kernels have",
                  reinterpret_cast<PyObject *>(descriptor));
    takeNumPy(object, known->type);
    return true;
  }
  if (expected.rank == 0 && (PyFloat_Check(object) || PyLong_Check(object) ||
                             PyArray_IsScalar(object, Generic)))
    return takeNumber(object, expected.type, place);
  if (PyObject_HasAttrString(object, "__dlpack__"))
    return takeDLPack(object, place);
  return fail(place, "to be a NumPy array or to have __dlpack__",
              reinterpret_cast<PyObject *>(Py_TYPE(object)));
}

bool View::allocate(NormType type, int32_t rank, const int64_t *extents) {
  PyArray_Descr *descriptor = PyArray_DescrFromType(find(type)->number);
  PyObject *object =
      PyArray_Empty(rank, reinterpret_cast<const npy_intp *>(extents),
                    descriptor, /*fortran=*/0);
  if (!object)
    return false;
  takeNumPy(object, type);
  Py_DECREF(object);
  return true;
}
