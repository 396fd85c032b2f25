"""The bounds of the matrix cut: a faithful computation keeps them, a careless one does not."""

import math

import numpy as np
import pytest
from matrix import plan, rows, wants
from matrix.bounds import complaints
from norm import golden

TYPE = {"f32": np.float32, "f64": np.float64}


@np.errstate(all="ignore")
def computed(case, monkeypatch):
    """The results of the formula itself, in `compute` from end to end and narrowed once."""
    compute = TYPE[case.compute]
    held = case.x, case.operands
    with monkeypatch.context() as patch:
        patch.setattr(golden, "_f64", lambda array: np.asarray(array).astype(compute))
        patch.setattr(
            golden, "_count", lambda x, axes: compute(math.prod(x.shape[axis] for axis in axes))
        )
        case.x = case.x.astype(compute)
        case.operands = {
            name: a if a.dtype == bool else a.astype(compute) for name, a in case.operands.items()
        }
        found = getattr(wants, case.op)(case)
    case.x, case.operands = held
    return [rows.rounded(want.y, case.compute if want.statistic else case.dtype) for want in found]


def all_complaints(op, dtype, monkeypatch, name=None, replacement=None):
    found = []
    for case in plan.cases(op, dtype):
        with monkeypatch.context() as patch:
            if name:
                patch.setattr(golden, name, replacement)
            got = computed(case, patch)
        found += complaints(case, got, "cpu")
    return found


@pytest.mark.parametrize("dtype", list(rows.TYPES))
@pytest.mark.parametrize("op", list(plan.RECIPES))
def test_the_formula_in_compute_keeps_its_bound(op, dtype, monkeypatch):
    assert not all_complaints(op, dtype, monkeypatch)


def one_pass(x, axes, ddof=0):
    n = golden._count(x, axes)
    return (golden._mean(x**2, axes) - golden._mean(x, axes) ** 2) * (n / (n - ddof))


def always_inside(power, epsilon, mode, order=2, of=golden._denominator):
    return of(power, epsilon, "inside", order)


def forgetful_clamp(power, epsilon, mode, order=2, of=golden._denominator):
    return (
        np.fmax(power ** (1 / order), epsilon)
        if mode == "clamp"
        else of(power, epsilon, mode, order)
    )


def no_maximum(z, sink, axes):
    total = golden._sum(np.exp(z), axes)
    extra = 0.0 if sink is None else np.exp(golden._along(sink, z, axes))
    return z, np.zeros(total.shape, z.dtype), total + extra


CARELESS = {
    "a one-pass variance": ("layer_norm", "_variance", one_pass),
    "a biased variance": (
        "moments",
        "_variance",
        lambda x, axes, ddof=0, of=golden._variance: of(x, axes),
    ),
    "sums in f16": (
        "rms_norm",
        "_sum",
        lambda x, axes, of=golden._sum: rows.rounded(of(x, axes), "f16"),
    ),
    "exponentials summed in f16": (
        "softmax",
        "_sum",
        lambda x, axes, of=golden._sum: rows.rounded(of(x, axes), "f16"),
    ),
    "epsilon always inside": ("group_norm", "_denominator", always_inside),
    "a clamp that hides NaN": ("rms_norm", "_denominator", forgetful_clamp),
    "no maximum subtracted": ("softmax", "_shifted", no_maximum),
    "no sink": (
        "log_softmax",
        "_shifted",
        lambda z, sink, axes, of=golden._shifted: of(z, None, axes),
    ),
}


@pytest.mark.parametrize("fault", list(CARELESS))
@pytest.mark.parametrize("dtype", ["f16", "f32"])
def test_a_careless_computation_does_not(fault, dtype, monkeypatch):
    op, name, replacement = CARELESS[fault]
    assert all_complaints(op, dtype, monkeypatch, name, replacement)
