// The structures of DLPack (https://dmlc.github.io/dlpack), as far as an array
// in the memory of this process needs them, and how they come from an object.
#ifndef NORM_LIB_PYTHON_DLPACK_H
#define NORM_LIB_PYTHON_DLPACK_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cstdint>

namespace dlpack {

/// Devices whose memory this process can read.
enum Device : int32_t { cpu = 1, cudaHost = 3, rocmHost = 11 };

struct Tensor {
  void *data;
  int32_t deviceType, deviceId;
  int32_t rank;
  uint8_t code, bits;
  uint16_t lanes;
  int64_t *extents, *strides;
  uint64_t byteOffset;
};

/// What a capsule named `dltensor` holds.
struct Managed {
  Tensor tensor;
  void *context;
  void (*deleter)(Managed *);
};

/// What a capsule named `dltensor_versioned` holds.
struct ManagedVersioned {
  uint32_t major, minor;
  void *context;
  void (*deleter)(ManagedVersioned *);
  uint64_t flags;
  Tensor tensor;
};

constexpr uint64_t readOnlyFlag = 1;

/// What a capsule named `dlpack_exchange_api` holds, an attribute of a type:
/// the way without Python.
struct Exchange {
  uint32_t major, minor;
  Exchange *previous;
  void *allocate, *toManaged, *fromManaged;
  /// Gives the tensor of an object as long as the object lives; 0, or -1 with a
  /// Python error.
  int (*toTensor)(void *object, Tensor *tensor);
  void *getStream;
};

/// The tensor of an object, and what keeps it alive.
struct Import {
  Tensor tensor;
  PyObject *owner = nullptr;
  bool isWritable = true;
};

/// Imports an object with `__dlpack__`; false with a Python error set if it
/// gives no tensor.
bool import(PyObject *object, Import &result);

} // namespace dlpack

#endif // NORM_LIB_PYTHON_DLPACK_H
