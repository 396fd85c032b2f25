"""Element types by their MLIR names, and memory as the measurements want it."""

import ml_dtypes
import numpy as np

NUMPY = {
    "f32": np.dtype(np.float32),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "i8": np.dtype(np.int8),
}
BYTES = {name: dtype.itemsize for name, dtype in NUMPY.items()}
BF16 = NUMPY["bf16"]

LINE, HUGE_PAGE = 64, 2 << 20


def aligned(shape, dtype):
    """An array of zeros, already in memory, that starts a cache line or, if large, a huge page."""
    dtype = np.dtype(dtype)
    size = int(np.prod(shape)) * dtype.itemsize
    step = HUGE_PAGE if size >= HUGE_PAGE else LINE
    memory = np.empty(size + step, np.uint8)
    memory.fill(0)
    start = -memory.ctypes.data % step
    return memory[start : start + size].view(dtype).reshape(shape)


def bits(array):
    """bf16 as the i16 that every library can carry; other types as they are."""
    return array.view(np.int16) if array.dtype == BF16 else array


def f32(array):
    """Any result as NumPy arithmetic wants it."""
    return array.astype(np.float32) if array.dtype == BF16 else array
