"""The named ops as functions, against NumPy in double precision."""

import inspect

import ml_dtypes
import numpy as np
import pytest

norm = pytest.importorskip("norm")
pytest.importorskip("norm._native", exc_type=ImportError)

from norm import functions, golden  # noqa: E402


def draw(*shape, dtype="f4", seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


X, IMAGE = draw(3, 5, 8), draw(2, 6, 3, 4)
SCALE, BIAS = draw(8, seed=1), draw(8, seed=2)
C, D, V = draw(6, seed=3), draw(6, seed=4), np.abs(draw(6, seed=5))
MASK = draw(1, 5, 8, seed=6) > -0.5

# Op, arguments, attributes; then the same for the witness.
CASES = [
    ("layer_norm", (X, SCALE, BIAS), {}, ((2,), 1e-5), {"scale": SCALE, "bias": BIAS}),
    ("layer_norm", (X,), {"dims": [0, 2], "epsilon": 0.5, "ddof": 1}, ((0, 2), 0.5),
     {"ddof": 1}),
    ("layer_norm", (X, X), {"dims": 1, "epsilon_mode": "outside"}, ((1,), 1e-5),
     {"scale": X, "epsilon_mode": "outside"}),
    ("rms_norm", (X,), {"bias": 2.0}, ((2,), 1e-6), {"bias": 2.0}),
    ("rms_norm", (X,), {"partial": 3}, ((2,), 1e-6), {"partial": 3}),
    ("rms_norm", (X,), {"compressed": True}, ((2,), 1e-6), {"compressed": True}),
    ("group_norm", (IMAGE, C, D), {"groups": 3}, (3, 1e-5), {"scale": C, "bias": D}),
    ("batch_norm", (IMAGE, C, V), {"bias": D}, (C, V, 1e-5), {"bias": D}),
    ("batch_norm", (IMAGE.transpose(0, 2, 1, 3).copy(), C, V), {"channel_dim": -2}, (C, V, 1e-5), {"channel_dim": 2}),
    ("batch_norm_training", (IMAGE, C), {}, (1e-5,), {"scale": C}),
    ("batch_norm_training", (C.reshape(6, 1),), {"channel_dim": 0}, (1e-5,),
     {"channel_dim": 0}),
    ("lp_norm", (X,), {}, ((2,), 2), {}),
    ("lp_norm", (X,), {"order": "linf", "dims": (0, 1), "epsilon_mode": "clamp"},
     ((0, 1), np.inf), {"epsilon_mode": "clamp"}),
    ("moments", (X,), {}, ([("mean", (2,)), ("central_second", (2,))],), {}),
    ("moments", (X,), {"kinds": ["raw_second"], "dims": 0}, ([("raw_second", (0,))],), {}),
    ("softmax", (X,), {"lse": True, "scale": 0.5, "mask": MASK}, ((2,),),
     {"scale": 0.5, "mask": MASK}),
    ("log_softmax", (X,), {"lse": True, "sink": 1.0, "dims": (-2, -1)}, ((1, 2),),
     {"sink": 1.0}),
    ("dyt", (X, 0.5, SCALE), {}, (0.5,), {"scale": SCALE}),
    ("derf", (X, 0.5, BIAS), {}, (0.5,), {"shift": BIAS}),
]


def as_tuple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


@pytest.mark.parametrize("op, arrays, words, witness, witness_words", CASES)
def test_against_witness(op, arrays, words, witness, witness_words):
    found = as_tuple(getattr(norm, op)(*arrays, **words))
    expected = as_tuple(getattr(golden, op)(arrays[0], *witness, **witness_words))
    assert len(found) == len(expected)
    for mine, theirs in zip(found, expected):
        assert mine.shape == np.shape(theirs)
        np.testing.assert_allclose(mine, theirs, 2e-5, 2e-5)


def test_every_op_is_a_case():
    assert {case[0] for case in CASES} == set(functions.__all__)


def test_types():
    for dtype in (np.float16, ml_dtypes.bfloat16, np.float64):
        assert norm.softmax(X.astype(dtype)).dtype == dtype
    y, lse = norm.softmax(X.astype("f8"), lse=True)
    assert lse.dtype == np.float64


def test_out():
    y = np.empty_like(X)
    assert norm.layer_norm(X, out=y) is y
    x = X.copy()
    assert (norm.layer_norm(x, out=x) == y).all()


def test_rows_share_a_kernel():
    kernels = {
        functions._kernel("dyt", ("float32", (rows, 8)), ("number", None, None),
                          (-1, None, None), 1)
        for rows in (1, 2, 300)
    }
    assert len(kernels) == 1


def test_signatures():
    assert str(inspect.signature(norm.softmax)) == (
        "(x, scale=None, mask=None, sink=None, *, dims=(-1,), on_empty=None, "
        "compute=None, lse=None, out=None, threads=1)"
    )
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'alpha'"):
        norm.dyt(X)


def test_refusals():
    with pytest.raises(ValueError, match="expects scale to have per dimension the extent"):
        norm.layer_norm(X, np.ones(7, "f4"))
    with pytest.raises(ValueError, match="dimension"):
        norm.layer_norm(X, dims=3)
    with pytest.raises(AttributeError, match="module 'norm' has no attribute 'flayer_norm'"):
        norm.flayer_norm
