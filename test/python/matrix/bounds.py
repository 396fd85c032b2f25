"""How far a compiled normalizer may be from the real function, and why.

An implementation that follows the page "Numerics" computes statistics in
`compute` and rounds its result once. To first order its error is then at most

    half an eps(result) of y  +  (terms * n + steps) * eps(compute) * M,

where n is the row's length: a sum of n terms, in any order, errs by less than n
roundings. M, the magnitude, is what the formula adds up before it cancels: the
conditioning of the row, computed by the witness (`ops.py` states it per op).
Narrowing early (`before_scale`, `statistics`) costs further roundings to the
result type. `steps` counts the operations outside the sum, with a library
function (exp, log, tanh, erf, rsqrt, a power) as four.
"""

from dataclasses import dataclass

import ml_dtypes
import numpy as np

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
    smallest = float(ml_dtypes.finfo(TYPES[result]).smallest_subnormal) + float(ml_dtypes.finfo(TYPES[compute]).tiny)
    inner = (bound.terms * n + bound.steps) * eps(compute)
    return 0.5 * eps(result) * np.abs(want) + inner * magnitude + smallest


def disagreement(got, want, allowed, result):
    """The worst element outside its bound in words, or None; NaN and inf must be where the witness has them."""
    if got.shape != want.shape:
        return f"expects shape {want.shape}, got {got.shape}"
    held = rounded(want, result)
    same = (got == held) | (np.isnan(got) & np.isnan(want))
    with np.errstate(invalid="ignore"):
        excess = np.where(same, 0.0, np.abs(got - want) / allowed)
    excess = np.where(np.isnan(excess) | (np.isinf(held) & ~same), np.inf, excess)
    if excess.size == 0 or excess.max() <= 1.0:
        return None
    index = np.unravel_index(excess.argmax(), excess.shape)
    where = list(map(int, index))
    return f"at {where}: got {got[index]!r}, expects {want[index]!r} within {allowed[index]:.3g}"
