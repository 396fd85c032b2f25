"""Kernels called with arrays: what they return."""

import ml_dtypes
import numpy as np
import pytest
from calls import LAYER_NORM, SOFTMAX, X, draw, layer_norm, near, norm, one_op, softmax


def test_new_result():
    x, g = draw(3, 5), draw(5)
    y = norm.compile(LAYER_NORM)(x, g)
    assert y.dtype == np.float32
    near(y, layer_norm(x, g))


def test_given_result():
    x, y = draw(3, 5), np.zeros((3, 5), "f4")
    kernel = norm.compile(SOFTMAX)
    assert kernel(x, out=y) is y
    near(y, softmax(x))
    assert kernel(x, out=None) is not y


@pytest.mark.parametrize("dtype, name", [
    (np.float16, "f16"), (ml_dtypes.bfloat16, "bf16"), (np.float64, "f64"),
])
def test_float_types(dtype, name):
    type = f"tensor<?x?x{name}>"
    kernel = norm.compile(one_op(f"%y = norm.softmax %x over [1] : {type}", type))
    x = draw(4, 7, dtype=dtype)
    y = kernel(x)
    assert y.dtype == x.dtype
    near(y, softmax(x.astype("f8")), 4e-3)


@pytest.mark.parametrize("dtype, name", [
    (np.bool_, "i1"), (np.int8, "i8"), (np.uint8, "ui8"), (np.int16, "i16"),
    (np.int64, "i64"), (np.int64, "index"),
])
def test_other_types(dtype, name):
    type = f"tensor<3x{name}>"
    kernel = norm.compile(f"func.func @main(%x: {type}) -> {type} {{ return %x : {type} }}")
    x = np.array([0, 1, 1], dtype)
    assert kernel(x).dtype == dtype
    assert (kernel(x) == x).all()


def test_unsigned_stands_for_signless():
    kernel = norm.compile("func.func @main(%x: tensor<2xi8>) -> tensor<2xi8> "
                          "{ return %x : tensor<2xi8> }")
    assert kernel(np.array([200, 1], "u1")).view("u1").tolist() == [200, 1]


def test_several_results():
    kernel = norm.compile(one_op(
        "%y, %m = norm.softmax %x over [1] : tensor<2x3xf32>, tensor<2x1xf32>",
        "tensor<2x3xf32>", "tensor<2x3xf32>, tensor<2x1xf32>",
    ).replace("-> tensor<2x3xf32>, tensor<2x1xf32>",
              "-> (tensor<2x3xf32>, tensor<2x1xf32>)")
     .replace("return %y", "return %y, %m"))
    x = draw(2, 3)
    y, lse = kernel(x)
    near(lse, np.log(np.exp(x).sum(1, keepdims=True)))
    out = np.empty_like(y), np.empty_like(lse)
    assert kernel(x, out=out) is out
    assert (out[0] == y).all() and (out[1] == lse).all()


def test_scalars_are_arrays_of_rank_0():
    kernel = norm.compile("""
      func.func @main(%x: f32, %y: tensor<f32>) -> f32 {
        %z = tensor.extract %y[] : tensor<f32>
        %s = arith.addf %x, %z : f32
        return %s : f32
      }""")
    total = kernel(1.5, np.float32(2))
    assert total.shape == () and total == 3.5
    assert kernel(np.array(1, "f4"), 2, out=np.zeros((), "f4")) == 3.0


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (0, 0)])
def test_zero_size(shape):
    assert norm.compile(SOFTMAX)(np.zeros(shape, "f4")).shape == shape


def test_zero_size_result_of_statistics():
    kernel = norm.compile(one_op(f"%y = norm.moments %x mean over [0] : {X}", X,
                                 "tensor<1x?xf32>"))
    assert np.isnan(kernel(np.zeros((0, 2), "f4"))).all()


def test_no_results():
    assert norm.compile("func.func @main() { return }")() is None


def test_called_functions():
    kernel = norm.compile(f"""
      func.func @twice(%x: {X}) -> {X} {{
        %y = norm.softmax %x over [1] : {X}
        return %y : {X}
      }}
      func.func @main(%x: {X}) -> {X} {{
        %y = call @twice(%x) : ({X}) -> {X}
        %z = call @twice(%y) : ({X}) -> {X}
        return %z : {X}
      }}""")
    x = draw(2, 3)
    near(kernel(x), softmax(softmax(x)))
