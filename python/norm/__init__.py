"""Normalizers for neural networks: the Python side of the `norm` dialect.

`norm.compile` makes a kernel of a function in MLIR; `norm.layer_norm` and the
other ops are functions on arrays; `norm.golden` has the same in NumPy.
"""

import importlib
from importlib.util import find_spec

# Loaded at the first use of a name: `norm.golden` needs no compiled code.
_MODULES = ("kernels", "functions")


def __getattr__(name):
    # A module of the package is found by the import system.
    if not name.startswith("_") and not find_spec(f"{__name__}.{name}"):
        for module in map(importlib.import_module, (f"norm.{m}" for m in _MODULES)):
            if name in module.__all__:
                return globals().setdefault(name, getattr(module, name))
    raise AttributeError(f"module 'norm' has no attribute {name!r}")
