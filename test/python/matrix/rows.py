"""Rows on which careless normalizers fail, in every float type of the dialect."""

import math

import ml_dtypes
import numpy as np

TYPES = {"f16": np.float16, "bf16": ml_dtypes.bfloat16, "f32": np.float32, "f64": np.float64}

# A mean that leaves the deviations some bits of the *data* type, and a magnitude whose square
# overflows f16 but whose sum of squares f32 can hold, statistics of f64 being in f64.
LARGE_MEAN = {"f16": 256.0, "bf16": 32.0, "f32": 4096.0, "f64": 1e9}
HUGE = {"f16": 6e4, "bf16": 1e15, "f32": 1e15, "f64": 1e150}


def rounded(array, dtype):
    """The values of `array` that `dtype` can hold, in f64."""
    with np.errstate(all="ignore"):
        return np.asarray(array, np.float64).astype(TYPES[dtype]).astype(np.float64)


def eps(dtype):
    """The distance from 1 to the next value: a rounding errs by half of it."""
    return float(ml_dtypes.finfo(TYPES[dtype]).eps)


def _one(rng, n, value):
    row = rng.standard_normal(n)
    row[rng.integers(n)] = value
    return row


def _mixed(rng, n):
    return rng.standard_normal(n) * 10.0 ** rng.uniform(-3, 3, n)


PLAIN = {
    "normal": lambda rng, n, dtype: rng.standard_normal(n),
    "large mean": lambda rng, n, dtype: LARGE_MEAN[dtype] + rng.standard_normal(n),
    "tiny variance": lambda rng, n, dtype: 1 + 8 * eps(dtype) * rng.integers(-4, 5, n),
    "equal": lambda rng, n, dtype: np.full(n, 2.5),
    "mixed magnitudes": lambda rng, n, dtype: _mixed(rng, n),
}
EXTREME = {
    "huge": lambda rng, n, dtype: HUGE[dtype] * rng.uniform(-1, 1, n),
    "zeros": lambda rng, n, dtype: np.zeros(n),
    "subnormal": lambda rng, n, dtype: (
        float(ml_dtypes.finfo(TYPES[dtype]).smallest_subnormal) * rng.integers(-9, 10, n)
    ),
}
NOT_FINITE = {
    "one nan": lambda rng, n, dtype: _one(rng, n, math.nan),
    "one inf": lambda rng, n, dtype: _one(rng, n, math.inf),
    "one -inf": lambda rng, n, dtype: _one(rng, n, -math.inf),
    "all -inf": lambda rng, n, dtype: np.full(n, -math.inf),
}
LOGITS = {
    "thousands": lambda rng, n, dtype: (
        rng.choice([-1000.0, 0.0, 1000.0], n) + rng.standard_normal(n)
    ),
    "lowest": lambda rng, n, dtype: np.where(
        rng.random(n) < 0.5, float(ml_dtypes.finfo(TYPES[dtype]).min), 0.0
    ),
    "some -inf": lambda rng, n, dtype: np.where(
        rng.random(n) < 0.5, -math.inf, rng.standard_normal(n)
    ),
}


def fill(shape, dims, dtype, rng, kinds, first=0):
    """An array of `shape`; its rows along `dims` take the `kinds` in turn, from `first` on."""
    kept = [axis for axis in range(len(shape)) if axis not in dims]
    order = [*kept, *dims]
    n = math.prod(shape[axis] for axis in dims)
    count = math.prod(shape[axis] for axis in kept)
    makers = list(kinds.values())
    rows = [
        makers[(first + i) % len(makers)](rng, n, dtype) if n else np.zeros(0) for i in range(count)
    ]
    moved = np.reshape(np.array(rows, np.float64), [shape[axis] for axis in order])
    return rounded(np.transpose(moved, np.argsort(order)), dtype)
