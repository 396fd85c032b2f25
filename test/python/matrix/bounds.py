"""How far a compiled normalizer may be from the real function, and why.

An implementation that follows the page "Numerics" computes statistics in
`compute` and rounds its result once. To first order its error is then at most

    half an eps(result) of y  +  (terms * n + steps) * eps(compute) * M,

where n is the row's length: a sum of n terms, in any order, errs by less than n
roundings. M, the magnitude, is what the formula adds up before it cancels: the
conditioning of the row, computed by the witness (`wants.py` states it per op).
Narrowing early (`before_scale`, `statistics`) costs further roundings to the
result type. `steps` counts the operations outside the sum, with a library
function (exp, log, tanh, erf, rsqrt, a power) as four. The reference evaluator
is in f64 throughout, and so is its bound.
"""

import dataclasses
from dataclasses import dataclass

import ml_dtypes
import numpy as np

from . import wants
from .rows import TYPES, eps, rounded


@dataclass(frozen=True)
class Bound:
    """Roundings to `compute`, per element of the row and besides."""

    terms: float
    steps: float


BOUNDS = {
    # Centering errs with the mean (n terms of the largest |x|), the variance is relatively exact.
    "layer_norm": Bound(2, 12),
    "group_norm": Bound(2, 12),
    "batch_norm_training": Bound(2, 12),
    # A sum of squares cannot cancel: half its relative error reaches the root.
    "rms_norm": Bound(1, 12),
    "lp_norm": Bound(1, 12),
    "moments": Bound(1, 4),
    # No sum at all.
    "batch_norm": Bound(0, 12),
    "dyt": Bound(0, 8),
    "derf": Bound(0, 8),
    # Exponentials are positive: their sum is relatively exact.
    "softmax": Bound(1, 12),
    "log_softmax": Bound(1, 12),
}


def tolerance(op, want, magnitude, n, result, compute):
    """The largest permitted |got - want| where the result is rounded once."""
    bound = BOUNDS[op]
    # An exponential may be zero a bit above the smallest normal number (`norm-vector-math`),
    # and so may be what is rounded to bf16 (`norm-round-to-bf16`).
    flushed = "bf16" if result == "bf16" else compute
    underflow = (
        ml_dtypes.finfo(TYPES[result]).smallest_subnormal,
        1.5 * ml_dtypes.finfo(TYPES[flushed]).tiny,
    )
    inner = (bound.terms * n + bound.steps) * eps(compute)
    return 0.5 * eps(result) * np.abs(want) + inner * magnitude + sum(map(float, underflow))


def disagreement(got, want, allowed, result):
    """The worst element outside its bound, or None; NaN and inf are where the witness has them.

    Where no bound is finite, a finite value may come out as anything.
    """
    if got.shape != want.shape:
        return f"expects shape {want.shape}, got {got.shape}"
    held = rounded(want, result)
    same = (got == held) | (np.isnan(got) & np.isnan(want))
    same |= np.isinf(allowed) & np.isfinite(want)
    with np.errstate(invalid="ignore"):
        excess = np.where(same, 0.0, np.abs(got - want) / allowed)
    excess = np.where(np.isnan(excess) | (np.isinf(held) & ~same), np.inf, excess)
    if excess.size == 0 or excess.max() <= 1.0:
        return None
    index = np.unravel_index(excess.argmax(), excess.shape)
    where = list(map(int, index))
    return f"at {where}: got {got[index]!r}, expects {want[index]!r} within {allowed[index]:.3g}"


def overflow(case, result):
    """Boundless where a normalized value may be too large for the type that it is rounded to."""
    if case.op != "batch_norm":
        return 0.0
    along = tuple(-1 if axis == case.channel_dim else 1 for axis in range(case.x.ndim))
    mean, variance = (case.operands[key].reshape(along) for key in ("mean", "variance"))
    size = (np.abs(case.x) + np.abs(mean)) / np.sqrt(variance)
    return np.where(size < ml_dtypes.finfo(TYPES[result]).max, 0.0, np.inf)


def narrowing(case, want, result):
    """What rounding before the end may add."""
    if want.statistic or case.attributes.get("narrow", "last") == "last":
        return 0.0
    underflow = 2 * float(ml_dtypes.finfo(TYPES[result]).smallest_subnormal)
    if case.attributes["narrow"] == "before_scale":
        return overflow(case, result) + 3 * eps(result) * want.parts + underflow
    return BOUNDS[case.op].steps * eps(result) * want.magnitude + underflow


def shifted(case, want):
    """Rounding z minus the maximum, or what stands for it, is relative to its size, -log y."""
    if case.op != "softmax" or want.statistic:
        return want
    size = 1 - np.log(np.where(want.y > 0, want.y, 1.0))
    return dataclasses.replace(want, magnitude=size * want.magnitude)


def permitted(case, want, backend):
    """The bound of one result and the type it comes in; the evaluator is in f64 throughout."""
    want = shifted(case, want)
    if backend == "reference":
        return tolerance(case.op, want.y, want.magnitude, case.row_length, "f64", "f64"), "f64"
    result = case.compute if want.statistic else case.dtype
    once = tolerance(case.op, want.y, want.magnitude, case.row_length, result, case.compute)
    return once + narrowing(case, want, result), result


@np.errstate(all="ignore")
def complaints(case, got, backend):
    """What is wrong with the results of one case, in words."""
    found = []
    for j, (want, values) in enumerate(zip(getattr(wants, case.op)(case), got, strict=True)):
        text = disagreement(values, want.y, *permitted(case, want, backend))
        found += [f"{case.label}, result {j} {text}"] if text else []
    return found
