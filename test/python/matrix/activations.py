"""Activations as the witness computes them, and as bodies from `%a0` to `%b`."""

import math

import numpy as np

from .rows import eps
from .spelling import constant


def silu_of(a, b, t, one="one"):
    return [
        constant(1.0, t, one),
        f"%n_{b} = arith.negf %{a} : {t}",
        f"%e_{b} = math.exp %n_{b} : {t}",
        f"%d_{b} = arith.addf %e_{b}, %{one} : {t}",
        f"%{b} = arith.divf %{a}, %d_{b} : {t}",
    ]


def gelu_body(t):
    return [
        constant(math.sqrt(0.5), t, "root"),
        constant(0.5, t, "half"),
        constant(1.0, t, "one"),
        f"%s = arith.mulf %a0, %root : {t}",
        f"%erf = math.erf %s : {t}",
        f"%p = arith.addf %erf, %one : {t}",
        f"%cdf = arith.mulf %p, %half : {t}",
        f"%b = arith.mulf %a0, %cdf : {t}",
    ]


def tanh_gelu_body(t):
    return [
        constant(0.044715, t, "c3"),
        constant(math.sqrt(2 / math.pi), t, "c1"),
        constant(0.5, t, "half"),
        constant(1.0, t, "one"),
        f"%s = arith.mulf %a0, %a0 : {t}",
        f"%sc = arith.mulf %s, %c3 : {t}",
        f"%p = arith.addf %sc, %one : {t}",
        f"%i = arith.mulf %a0, %p : {t}",
        f"%u = arith.mulf %i, %c1 : {t}",
        f"%tanh = math.tanh %u : {t}",
        f"%q = arith.addf %tanh, %one : {t}",
        f"%h = arith.mulf %q, %half : {t}",
        f"%b = arith.mulf %a0, %h : {t}",
    ]


def silu(x):
    return x / (1 + np.exp(-x))


def gelu(x):
    return x * (0.5 * (1 + np.vectorize(math.erf, otypes=[float])(x * math.sqrt(0.5))))


def tanh_gelu(x):
    return x * (0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x * (1 + 0.044715 * x * x)))))


ACTIVATIONS = {
    "silu": (silu, lambda t: silu_of("a0", "b", t)),
    "gelu": (gelu, gelu_body),
    "tanh_gelu": (tanh_gelu, tanh_gelu_body),
}


def activated(function, x, error, calc):
    """The slope is at most 1.13; what an activation rounds is relative to its argument."""
    array = function(x)
    error = 1.15 * error + 10 * eps(calc) * np.abs(x)
    return array, error
