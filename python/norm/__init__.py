"""Normalizers for neural networks: the Python side of the `norm` dialect."""

import importlib

# Where the names of the package are defined; `golden` needs no compiled code.
_HOMES = {"compile": "kernels", "Kernel": "kernels"}


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module 'norm' has no attribute {name!r}")
    return getattr(importlib.import_module(f"norm.{_HOMES[name]}"), name)


def __dir__():
    return sorted({*globals(), *_HOMES})
