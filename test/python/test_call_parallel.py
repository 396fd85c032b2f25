"""Kernels on several threads of their own."""

import numpy as np
from calls import SOFTMAX, draw, norm


def test_threads_change_no_bit():
    x = draw(700, 1031)
    alone = norm.compile(SOFTMAX)(x)
    assert (norm.compile(SOFTMAX, threads=2)(x) == alone).all()
    y = x.copy()
    norm.compile(SOFTMAX, threads=3)(y, out=y)
    assert np.array_equal(y, alone)
