"""What the tests of kernels share."""

import numpy as np
import pytest

norm = pytest.importorskip("norm")
pytest.importorskip("norm._native", exc_type=ImportError)

X = "tensor<?x?xf32>"
LAYER_NORM = f"""
func.func @main(%x: {X}, %g: tensor<?xf32>) -> {X} {{
  %y = norm.layer_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 0.0 : {X}
  return %y : {X}
}}"""


def one_op(op, type=X, result=None):
    """A function of `%x` that returns what `op` gives."""
    return f"""
    func.func @main(%x: {type}) -> {result or type} {{
      {op}
      return %y : {result or type}
    }}"""


SOFTMAX = one_op(f"%y = norm.softmax %x over [1] : {X}")


def draw(*shape, dtype="f4"):
    return np.random.default_rng(0).standard_normal(shape).astype(dtype)


def layer_norm(x, g=1.0):
    return (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True) * g


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def near(found, expected, tolerance=1e-5):
    np.testing.assert_allclose(found.astype("f8"), expected, tolerance, tolerance)
