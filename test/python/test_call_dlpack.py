"""Kernels on arrays of other libraries."""

import numpy as np
import pytest
from calls import SOFTMAX, draw, near, norm, softmax


class Foreign:
    """An array with nothing but DLPack."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, **words):
        return self.array.__dlpack__(**words)


class OldForeign(Foreign):
    def __dlpack__(self):
        return self.array.__dlpack__()


@pytest.mark.parametrize("wrap", [Foreign, OldForeign])
def test_dlpack(wrap):
    x = draw(3, 4)
    kernel = norm.compile(SOFTMAX)
    near(kernel(wrap(x)), softmax(x))
    with pytest.raises(ValueError, match="argument 0 to be contiguous"):
        kernel(wrap(x.T))


def test_dlpack_result():
    x, y = draw(3, 4), np.zeros((3, 4), "f4")
    kernel = norm.compile(SOFTMAX)
    out = Foreign(y)
    assert kernel(x, out=out) is out
    near(y, softmax(x))
    y.flags.writeable = False
    for out in (Foreign(y), OldForeign(draw(3, 4))):
        with pytest.raises(ValueError, match="expects result 0 to be writable"):
            kernel(x, out=out)


def test_dlpack_of_torch():
    torch = pytest.importorskip("torch")
    x = torch.arange(6.0).reshape(2, 3)
    y = torch.empty_like(x)
    assert norm.compile(SOFTMAX)(x, out=y) is y
    near(y.numpy(), softmax(x.numpy()))
