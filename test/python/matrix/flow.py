"""Values with the error that they may have, through elementwise ops and through normalizers."""

from dataclasses import dataclass

import ml_dtypes
import numpy as np

from . import bounds
from .rows import TYPES, eps


@dataclass(eq=False)
class Value:
    """A tensor over some dimensions of the input; no error: known to the bit."""

    name: str
    array: np.ndarray
    element: str
    axes: tuple
    error: object = 0.0
    type: str = ""


def least(element):
    """What may be lost at the small end; results below the normal numbers of f32 may be zero."""
    info = ml_dtypes.finfo(TYPES[element])
    return max(float(info.smallest_subnormal), 2.0 * float(ml_dtypes.finfo(np.float32).tiny))


def open_beyond(array, error, element):
    """The error; boundless where it is open whether the type holds the value."""
    largest = float(ml_dtypes.finfo(TYPES[element]).max)
    return np.where(np.isfinite(array) & ~(np.abs(array) + error < largest), np.inf, error)


def rounds(array, error, element):
    """The error after one rounding, and one of the witness."""
    error = error + (0.5 * eps(element) + eps("f64")) * np.abs(array) + least(element)
    return open_beyond(array, error, element)


def _weighted(weights, error, dims):
    return np.mean(np.abs(weights) * error, axis=dims, keepdims=True)


def _divisor(case):
    """What a row is divided by."""
    x, dims = case.x, case.dims
    if case.op == "layer_norm":
        x = x - np.mean(x, axis=dims, keepdims=True)
    return np.sqrt(np.mean(x * x, axis=dims, keepdims=True) + case.epsilon)


def carried(case, y, error):
    """What the error of its input does to a normalizer's result, without affine operands."""
    dims = case.dims
    if case.row_length == 0:
        return np.zeros(y.shape)
    if case.op == "softmax":
        return y * np.expm1(2 * np.max(error + np.zeros(y.shape), axis=dims, keepdims=True))
    if case.op == "log_softmax":
        return 2 * np.max(error + np.zeros(y.shape), axis=dims, keepdims=True)
    divisor = _divisor(case)
    moved = error + np.abs(y) * _weighted(y, error, dims)
    if case.op == "layer_norm":
        moved = moved + _weighted(np.ones(y.shape), error, dims)
    # The first order no longer describes what errs by as much as it is large.
    open_ = np.max(error + np.zeros(y.shape), axis=dims, keepdims=True) > 0.05 * divisor
    return np.where(open_, np.inf, 1.5 * moved / divisor)


def disagreement(value, got):
    """The worst element outside its bound, or None; what is open may be anything."""
    error = value.error + np.zeros(value.array.shape)
    if got.shape != value.array.shape:
        return f"expects shape {value.array.shape}, got {got.shape}"
    if value.element == "i8":
        outside = np.abs(got - value.array) > error
        if not outside.any():
            return None
        at = tuple(np.argwhere(outside)[0])
        where = list(map(int, at))
        return f"at {where}: got {got[at]}, expects {value.array[at]} within {error[at]:.3g}"
    return bounds.disagreement(got, value.array, error, value.element)
