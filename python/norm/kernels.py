"""Functions in MLIR, compiled for this machine and called with arrays."""

import os
from pathlib import Path

from norm._native import Kernel, compile as _compile

__all__ = ["Kernel", "compile"]

_kernels = {}


def _read(source):
    """The text of a module, and the name that errors give it."""
    if isinstance(source, os.PathLike) or (
        source.endswith(".mlir") and "\n" not in source
    ):
        return Path(source).read_text(), os.fspath(source)
    return source, "<text>"


def compile(source, entry="main", threads=1):
    """The kernel of the function `entry` of an MLIR module, a text or a path.

    A kernel is called with one array for each argument, and returns one for
    each result: `y = kernel(x, g)`, or `kernel(x, g, out=y)`, with a tuple for
    several results. Arrays are NumPy's, with the types of ml_dtypes, or any in
    the memory of the CPU that have `__dlpack__`; none is copied. `out` may be
    an argument, which is then overwritten. Any number of threads may call a
    kernel; it runs on up to `threads` threads itself.

    What was compiled before is not compiled again.
    """
    if threads < 1:
        raise ValueError(f"expects at least one thread, got {threads}")
    text, name = _read(source)
    key = (text, entry, threads)
    kernel = _kernels.get(key)
    if kernel is None:
        kernel = _kernels.setdefault(key, _compile(text, name, entry, threads))
    return kernel
