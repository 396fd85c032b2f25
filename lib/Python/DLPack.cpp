#include "DLPack.h"

using namespace dlpack;

/// The exchange of a type, in the version that we know; null if it has none.
static const Exchange *getExchange(PyTypeObject *type) {
  PyObject *capsule = PyObject_GetAttrString(reinterpret_cast<PyObject *>(type),
                                             "__dlpack_c_exchange_api__");
  if (!capsule) {
    PyErr_Clear();
    return nullptr;
  }
  // It lives as long as the type.
  const Exchange *exchange = nullptr;
  if (PyCapsule_IsValid(capsule, "dlpack_exchange_api"))
    exchange = static_cast<const Exchange *>(
        PyCapsule_GetPointer(capsule, "dlpack_exchange_api"));
  Py_DECREF(capsule);
  while (exchange && exchange->major != 1)
    exchange = exchange->previous;
  return exchange && exchange->toTensor ? exchange : nullptr;
}

/// A producer that predates versions takes no word for one.
static PyObject *getCapsule(PyObject *object) {
  PyObject *method = PyObject_GetAttrString(object, "__dlpack__");
  if (!method)
    return nullptr;
  PyObject *nothing = PyTuple_New(0);
  PyObject *words = Py_BuildValue("{s(ii)}", "max_version", 1, 0);
  PyObject *capsule = PyObject_Call(method, nothing, words);
  if (!capsule && PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    capsule = PyObject_CallNoArgs(method);
  }
  Py_DECREF(words);
  Py_DECREF(nothing);
  Py_DECREF(method);
  return capsule;
}

/// Before versions, nothing says whether a tensor may be written to: immutable
/// arrays are exported like others.
static bool openCapsule(Import &result) {
  if (PyCapsule_IsValid(result.owner, "dltensor_versioned")) {
    auto *managed = static_cast<ManagedVersioned *>(
        PyCapsule_GetPointer(result.owner, "dltensor_versioned"));
    result.isWritable = !(managed->flags & readOnlyFlag);
    result.tensor = managed->tensor;
    return managed->major == 1;
  }
  if (!PyCapsule_IsValid(result.owner, "dltensor"))
    return false;
  result.isWritable = false;
  result.tensor =
      static_cast<Managed *>(PyCapsule_GetPointer(result.owner, "dltensor"))
          ->tensor;
  return true;
}

bool dlpack::import(PyObject *object, Import &result) {
  if (const Exchange *exchange = getExchange(Py_TYPE(object))) {
    result.owner = Py_NewRef(object);
    return exchange->toTensor(object, &result.tensor) == 0;
  }
  result.owner = getCapsule(object);
  if (!result.owner)
    return false;
  if (openCapsule(result))
    return true;
  PyErr_Format(PyExc_TypeError, "expects a tensor of DLPack 1, got %R",
               result.owner);
  return false;
}
