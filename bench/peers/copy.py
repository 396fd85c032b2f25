"""As many bytes read and written as the point moves, with plain and with streaming stores."""

import ctypes
from functools import partial
from pathlib import Path

import numpy as np

from bench import kinds, native, types
from bench.peers import Form, Peer

SOURCE = Path(__file__).parents[1] / "copy.c"


class Copy(Peer):
    at_home = True

    def __init__(self, threads):
        super().__init__(threads)
        self.copy = native.library(SOURCE, "-fopenmp").copy
        self.copy.restype = ctypes.c_double
        self.copy.argtypes = [
            ctypes.c_void_p,
            ctypes.c_void_p,
            ctypes.c_size_t,
            ctypes.c_int,
            ctypes.c_int,
            ctypes.c_long,
        ]

    def version(self):
        return native.compiler()

    def seconds(self, to, source, streaming, times):
        lines = to.nbytes // types.LINE
        return self.copy(to.ctypes.data, source.ctypes.data, lines, streaming, self.threads, times)

    def prepare(self, point, arrays):
        lines = -(-kinds.of(point).moved(point) // 2 // types.LINE)
        to, source = (types.aligned((lines * types.LINE,), np.uint8) for _ in range(2))
        # Some processors write zeros at twice the speed.
        source[:] = np.frombuffer(np.random.default_rng(0).bytes(source.size), np.uint8)
        forms = []
        for role, streaming in (("streaming", 1), ("plain", 0)):
            batch = partial(self.seconds, to, source, streaming)
            forms.append(Form(role, partial(batch, 1), batch=batch, role=role))
        return forms
