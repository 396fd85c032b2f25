// The structures of DLPack 1.0 (https://dmlc.github.io/dlpack), as far as an
// array in the memory of this process needs them.
#ifndef NORM_LIB_PYTHON_DLPACK_H
#define NORM_LIB_PYTHON_DLPACK_H

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

} // namespace dlpack

#endif // NORM_LIB_PYTHON_DLPACK_H
