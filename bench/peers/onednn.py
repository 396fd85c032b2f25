"""oneDNN through its C API, calls from a loop in C.

Twice: the current release, whose package runs the CPU through SYCL and OpenCL, about
10 us a call; and the last one that was packaged with plain OpenMP.
"""

import ctypes
import math
from functools import partial
from pathlib import Path

import numpy as np

from bench import native, types
from bench.peers import Form, Peer, Unsupported

SOURCE = Path(__file__).with_name("onednn.c")
OPS = {
    "layer_norm": 0,
    "rms_norm": 1,
    "softmax": 2,
    "log_softmax": 3,
    "batch_norm": 4,
    "batch_norm_training": 5,
    "group_norm": 6,
    "instance_norm": 6,
}
ROLES = ("x", "y", "scale", "bias", "mean", "variance")
MOST_DIMS = 12


class Shape(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("rank", "bf16", "axis", "groups")] + [
        (name, ctypes.c_int64 * MOST_DIMS) for name in ("extents", "strides")
    ]


def shape_of(point):
    extents = list(point.shape)
    strides = [math.prod(extents[k + 1 :]) for k in range(len(extents))]
    # A layer norm is over the last dimension: channels move there, their strides with them.
    if point.kind == "layer_norm" and point.dim == 1:
        extents, strides = ([v[0], *v[2:], v[1]] for v in (extents, strides))
    shape = Shape(len(extents), point.dtype == "bf16", point.dim % len(extents))
    shape.groups = point.groups or extents[1]
    shape.extents[: len(extents)], shape.strides[: len(extents)] = extents, strides
    return shape


class OneDNN(Peer):
    folder = "onednn"

    @classmethod
    def prefix(cls):
        return native.ROOT / ".venv-peers" / cls.folder

    @classmethod
    def environment(cls, threads):
        libraries = cls.prefix() / "lib"
        if not libraries.exists():
            raise Unsupported(f"no .venv-peers/{cls.folder}: ./dev bench --peers")
        driver = libraries / "libintelocl.so"
        loader = {"OCL_ICD_FILENAMES": str(driver)} if driver.exists() else {}
        return {"LD_LIBRARY_PATH": str(libraries), **loader}

    def __init__(self, threads):
        super().__init__(threads)
        prefix = self.prefix()
        self.library = native.library(
            SOURCE,
            f"-I{prefix}/include",
            f"-L{prefix}/lib",
            f"-Wl,-rpath,{prefix}/lib",
            "-Wl,--allow-shlib-undefined",
            "-l:libdnnl.so.3",
        )
        self.library.onednn_new.restype = ctypes.c_void_p
        self.library.onednn_run.restype = ctypes.c_double
        self.library.onednn_run.argtypes = [ctypes.c_void_p, ctypes.c_long]
        self.library.onednn_create_ms.restype = ctypes.c_double
        self.handle = None

    def version(self):
        major, minor = divmod(self.library.onednn_version(), 100)
        return f"oneDNN {major}.{minor}"

    def batch(self, handle, n):
        took = self.library.onednn_run(handle, n)
        if took < 0:
            raise RuntimeError("error: execution failed")
        return took

    def prepare(self, point, arrays):
        if point.kind not in OPS:
            raise Unsupported("no primitive")
        info, memory = ctypes.create_string_buffer(256), (ctypes.c_void_p * len(ROLES))()
        size = ctypes.c_size_t(len(info))
        shape = ctypes.byref(shape_of(point))
        made = self.library.onednn_new(OPS[point.kind], shape, info, size, memory)
        if not made:
            raise Unsupported(info.value.decode())
        self.handle = handle = ctypes.c_void_p(made)
        of = types.bits(arrays["x"]).dtype

        def filled(index, count, dtype):
            element = ctypes.POINTER(np.ctypeslib.as_ctypes_type(dtype))
            return np.ctypeslib.as_array(ctypes.cast(memory[index], element), (count,))

        for index, role in enumerate(ROLES):
            if memory[index] and role == "x":
                filled(index, point.elements, of)[:] = types.bits(arrays[role]).ravel()
            elif memory[index] and role in arrays:
                filled(index, arrays[role].size, np.float32)[:] = types.f32(arrays[role])
        y = filled(1, point.elements, of).view(arrays["x"].dtype).reshape(point.shape)
        y[:] = 0

        def results():
            self.batch(handle, 1)
            return [y]

        call, batch = partial(self.batch, handle, 1), partial(self.batch, handle)
        create_ms = self.library.onednn_create_ms(handle)
        return [Form(info.value.decode(), call, results, batch, compile_ms=create_ms)]

    def release(self):
        if self.handle:
            self.library.onednn_free(self.handle)
        self.handle = None


class OneDNN32(OneDNN):
    folder = "onednn32"
