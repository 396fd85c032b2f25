"""Our definitions in other code: for another processor, or as stock MLIR lowers them."""

import ctypes
import platform
from functools import partial

from bench import data, kinds, toolchain
from bench.peers import Form, Peer, Unsupported


class Ahead(Peer):
    """Compiled ahead of time by `passes`, and by clang with `options`."""

    at_home = True
    passes, options = "", ()

    def version(self):
        return toolchain.run(toolchain.NORM_OPT, "--version").stdout.split("\n")[0].strip()

    def prepare(self, point, arrays):
        if not (toolchain.llvm() / "clang").exists():
            raise Unsupported("expects clang beside the other programs of LLVM")
        results = tuple(data.outputs(point).values())
        every = [toolchain.descriptor(array) for array in (*arrays.values(), *results)]
        passes = self.passes.format(threads=self.threads)
        kernel = toolchain.library(kinds.mlir(point), passes, len(every), *self.options)
        pointers = (ctypes.c_void_p * len(every))(*map(ctypes.addressof, every))
        batch = partial(self.seconds, kernel, pointers, every)
        return [
            Form(
                type(self).__name__,
                partial(batch, 1),
                lambda: (batch(1), results)[1],
                batch=batch,
                role="kernel",
            )
        ]

    @staticmethod
    def seconds(kernel, pointers, kept, times):
        """`kept` is what the pointers point to."""
        took = kernel(pointers, times)
        if took < 0:
            raise RuntimeError("expects every call to succeed")
        return took


class AVX2(Ahead):
    """What we make for x86-64-v3, as the JIT makes it: O2 without unrolling."""

    passes = "norm-to-kernel{{cpu=x86-64-v3 threads={threads}}}"
    options = ("-O2", "-fno-unroll-loops", "-march=x86-64-v3")

    def prepare(self, point, arrays):
        if platform.machine() != "x86_64":
            raise Unsupported("expects an x86 processor")
        return super().prepare(point, arrays)


class Upstream(Ahead):
    """Through linalg: elementwise ops fused, loops of scalars, and all that clang does."""

    passes = ",".join(
        [
            "norm-to-linalg,norm-take-destinations",
            "func.func(linalg-generalize-named-ops),linalg-fuse-elementwise-ops,canonicalize,cse",
            "eliminate-empty-tensors",
            "one-shot-bufferize{{bufferize-function-boundaries "
            "function-boundary-type-conversion=identity-layout-map}}",
            "drop-equivalent-buffer-results,buffer-deallocation-pipeline,canonicalize",
            "norm-copy-to-linalg,convert-linalg-to-loops,expand-strided-metadata,lower-affine",
            "convert-scf-to-cf,convert-math-to-llvm,convert-math-to-libm,convert-to-llvm",
            "reconcile-unrealized-casts,norm-return-status",
        ]
    )
    options = ("-O3", "-march=native")
