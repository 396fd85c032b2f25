"""Every reduction algorithm that a plan can ask for, compiled and evaluated, against the witness."""

import math

import numpy as np
import pytest
from matrix import plan
from matrix.cases import Case
from matrix.running import check, run

MOMENTS = ("two_pass", "welford", "shifted")
SOFTMAX = ("three_pass", "online", "mantissa_exponent")
# The first ones are the defaults.
ALGORITHMS = [
    *((op, f"moments = {word}") for op in plan.CENTERED_OPS for word in MOMENTS[1:]),
    *((op, f"softmax = {word}") for op in plan.SOFTMAX_OPS for word in SOFTMAX[1:]),
]
# The evaluator folds tuples in a random order, by the combiner as it stands; its
# bound is that of f64, and so are then the constants.
PLANNED = "--pipeline=builtin.module(norm-expand,canonicalize,cse,norm-split,norm-plan)"


def planned(op, dtype, words):
    """The cases of the matrix, with a plan; a body of one stage has nothing to follow."""
    dealt = plan.cases(op, dtype)
    for case in dealt:
        case.plan = words
    return dealt


@pytest.mark.parametrize("dtype", ["bf16", "f32", "f64"])
@pytest.mark.parametrize("op, words", ALGORITHMS)
def test_compiled(op, words, dtype, program, tmp_path):
    check(program, planned(op, dtype, words), "cpu", tmp_path)


@pytest.mark.parametrize("op, words", ALGORITHMS)
def test_evaluated(op, words, program, tmp_path):
    check(program, planned(op, "f64", words), "reference", tmp_path, PLANNED)


def whole_rows(op, x, words, **attributes):
    """A case over the last dimension."""
    x = np.asarray(x, np.float32).astype(np.float64)
    case = Case(op, words, "f32", x, (1,), plan=words)
    case.attributes = attributes or {"over": (1,)}
    return case


@pytest.mark.parametrize("word", MOMENTS)
@pytest.mark.parametrize("n", [768, 4096, 8191])
def test_digits_of_a_variance(word, n, program, tmp_path):
    x = 1e4 + np.random.default_rng(n).standard_normal((16, n))
    case = whole_rows(
        "moments", x, f"moments = {word}", requests=[("mean", (1,)), ("central_second", (1,))]
    )
    [[mean, variance]] = run(program, [case], "cpu", tmp_path)
    exact = case.x.var(axis=1, keepdims=True)
    np.testing.assert_allclose(variance, exact, rtol=1e-5)
    np.testing.assert_allclose(mean, case.x.mean(axis=1, keepdims=True), rtol=1e-6)


def masked_rows(n):
    """Rows with what masks are made of, alone and among numbers."""
    rng = np.random.default_rng(n)
    rows = rng.standard_normal((12, n))
    rows[0, 1::2] = -1e30
    rows[1, :] = -1e30
    rows[2, :-1] = -1e30
    rows[3, : n // 2] = -math.inf
    rows[4, :-1] = -math.inf
    rows[5, :] = -math.inf
    rows[6, 0], rows[6, 1:] = -1e30, -math.inf
    rows[7, ::3] = -1e9
    rows[8] *= 1e4
    rows[9] = 1e7 + rng.integers(0, 4, n)
    rows[10] = 1e30 * rows[10]
    rows[11, n // 3] = math.nan
    return rows


def compiled_for(cpu):
    """The pipeline for a machine: its vectors and functions, run on this one."""
    return f"--pipeline=builtin.module(norm-to-llvm{{cpu={cpu} emit-c-interface}})"


@pytest.mark.parametrize("cpu", ["host", "x86-64-v3"])
@pytest.mark.parametrize("word", SOFTMAX)
@pytest.mark.parametrize("op", plan.SOFTMAX_OPS)
def test_masked_rows(op, word, cpu, program, tmp_path):
    dealt = [
        whole_rows(op, masked_rows(n), f"softmax = {word}", over=(1,), lse=True)
        for n in (5, 64, 1031)
    ]
    check(program, dealt, "cpu", tmp_path, compiled_for(cpu))
