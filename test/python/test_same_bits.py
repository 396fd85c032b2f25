"""A row's result is the same, bit for bit, alone and among others, at every
address, on any number of threads, through the cache and past it.
"""

import ml_dtypes
import numpy as np
import pytest
from calls import draw, norm, one_op

TYPES = {"f32": "f4", "f16": "f2", "bf16": ml_dtypes.bfloat16}

OPS = {
    "layer_norm": "%y = norm.layer_norm %x over [1] epsilon 1.0e-5 : T",
    "rms_norm": "%y = norm.rms_norm %x over [1] epsilon 1.0e-5 : T",
    "softmax": "%y = norm.softmax %x over [1] : T",
    "log_softmax": "%y = norm.log_softmax %x over [1] : T",
    "lp_norm": "%y = norm.lp_norm %x l1 over [1] epsilon 1.0e-5 : T",
}


def compile_op(op, element, columns, threads=1):
    type = f"tensor<?x{columns}x{element}>"
    return norm.compile(one_op(OPS[op].replace("T", type), type), threads=threads)


def displaced(x, elements):
    """A copy of `x` that begins so many elements after an aligned address."""
    room = np.empty(x.size + 64 + elements, x.dtype)
    start = -room.ctypes.data % 64 // x.itemsize + elements
    copy = room[start : start + x.size].reshape(x.shape)
    copy[...] = x
    return copy


@pytest.mark.parametrize("element", TYPES)
@pytest.mark.parametrize("columns", [7, 64, 77, 1000, "?"])
@pytest.mark.parametrize("op", OPS)
def test_rows_and_addresses(op, columns, element):
    kernel = compile_op(op, element, columns)
    x = draw(13, 333 if columns == "?" else columns, dtype=TYPES[element])
    whole = kernel(x)
    for row in (0, 5, 12):
        assert (kernel(x[row : row + 1]) == whole[row]).all()
    for rows in (2, 3):
        assert (kernel(x[:rows]) == whole[:rows]).all()
    for elements in (1, 3):
        out = displaced(np.empty_like(x), 5 - elements)
        assert (kernel(displaced(x, elements), out=out) == whole).all()


@pytest.mark.parametrize("columns", [250, 256, 4099])
@pytest.mark.parametrize("op", OPS)
def test_streams_and_threads(op, columns):
    """Large enough for streaming stores and for threads."""
    kernel = compile_op(op, "f32", columns)
    team = compile_op(op, "f32", columns, threads=2)
    x = draw(3_000_000 // columns, columns)
    few = x[:3]
    want = kernel(few)
    for call in (kernel, team):
        for elements in (0, 1):
            out = displaced(np.empty_like(x), elements)
            assert (call(x, out=out)[:3] == want).all()
            assert (out == kernel(x)).all()


STORES = "%y = norm.{op} {{norm.plan = #norm.plan<stores = {stores}>}} : T"
BF16 = {
    "layer_norm": "layer_norm %x over [1] epsilon 1.0e-5",
    "softmax": "softmax %x over [1]",
    "rms_norm": "rms_norm %x over [1] epsilon 1.0e-5",
}


@pytest.mark.parametrize("columns", [64, 80, 1024, 1040, 1200, 1999, "?"])
@pytest.mark.parametrize("op", BF16)
def test_pairs_past_the_cache(op, columns):
    """Two vectors of bf16 are stored as one, if they are aligned."""
    type = f"tensor<?x{columns}xbf16>"

    def compile_for(stores):
        text = STORES.format(op=BF16[op], stores=stores).replace("T", type)
        return norm.compile(one_op(text, type))

    cached, streaming = compile_for("cached"), compile_for("streaming")
    x = draw(7, 1333 if columns == "?" else columns, dtype=ml_dtypes.bfloat16)
    want = cached(x)
    for elements in (0, 1, 16, 31, 32):
        out = displaced(np.empty_like(x), elements)
        assert (streaming(x, out=out) == want).all()


TOGETHER = {
    "rows": ("1", "100000xf32", "1"),
    "dynamic rows": ("?", "?xf32", "1"),
    "columns": ("20000", "24xf32", "0"),
    "dynamic columns": ("?", "?xf32", "0"),
    "planes": ("2", "70x1000xf32", "1, 2"),
}


@pytest.mark.parametrize("extents", TOGETHER)
@pytest.mark.parametrize("op", OPS)
def test_threads_share_a_row(op, extents):
    """Fewer rows than threads: each takes chunks of every row."""
    first, rest, over = TOGETHER[extents]
    type = f"tensor<{first}x{rest}>"
    text = one_op(OPS[op].replace("[1]", f"[{over}]").replace("T", type), type)
    shape = {"columns": (20000, 24), "planes": (2, 70, 1000)}.get(
        extents.removeprefix("dynamic "), (1, 100000)
    )
    x = draw(*shape)
    want = norm.compile(text, threads=1)(x)
    for threads in (2, 3, 7):
        kernel = norm.compile(text, threads=threads)
        assert (kernel(x) == want).all()
        again = x.copy()
        kernel(again, out=again)
        assert (again == want).all()
