"""Kernels called with arrays: results, refusals, threads, memory."""

import threading

import ml_dtypes
import numpy as np
import pytest

norm = pytest.importorskip("norm")
pytest.importorskip("norm._native", exc_type=ImportError)

X = "tensor<?x?xf32>"
LAYER_NORM = f"""
func.func @main(%x: {X}, %g: tensor<?xf32>) -> {X} {{
  %y = norm.layer_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 0.0 : {X}
  return %y : {X}
}}"""


def one_op(op, type=X, result=None):
    """A function of `%x` that returns what `op` gives."""
    return f"""
    func.func @main(%x: {type}) -> {result or type} {{
      {op}
      return %y : {result or type}
    }}"""


SOFTMAX = one_op(f"%y = norm.softmax %x over [1] : {X}")


def draw(*shape, dtype="f4"):
    return np.random.default_rng(0).standard_normal(shape).astype(dtype)


def layer_norm(x, g=1.0):
    return (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True) * g


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def near(found, expected, tolerance=1e-5):
    np.testing.assert_allclose(found.astype("f8"), expected, tolerance, tolerance)


# --- Results ---------------------------------------------------------------


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


# --- In place --------------------------------------------------------------

TWO = f"""
func.func @main(%x: {X}) -> {X} {{
  %n = norm.layer_norm %x over [1] epsilon 0.0 : {X}
  %s = norm.softmax %n over [1] : {X}
  %y = arith.addf %s, %x : {X}
  return %y : {X}
}}"""
TRANSPOSED = f"""
func.func @main(%x: {X}) -> {X} {{
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : {X}
  %e = tensor.empty(%n, %n) : {X}
  %y = linalg.transpose ins(%x : {X}) outs(%e : {X}) permutation = [1, 0]
  return %y : {X}
}}"""


@pytest.mark.parametrize("text, expected", [
    (SOFTMAX, softmax),
    (one_op(f"%y = norm.layer_norm %x over [1] epsilon 0.0 : {X}"), layer_norm),
    (TWO, lambda x: softmax(layer_norm(x)) + x),
    (TRANSPOSED, np.transpose),
])
def test_in_place(text, expected):
    x = draw(6, 6)
    wanted = expected(x)
    kernel = norm.compile(text)
    for _ in range(2):
        y = x.copy()
        assert kernel(y, out=y) is y
        near(y, wanted)


def test_in_place_of_one_of_several():
    kernel = norm.compile(f"""
      func.func @main(%x: {X}, %z: {X}) -> ({X}, {X}) {{
        %s = arith.addf %x, %z : {X}
        %y = norm.softmax %s over [1] : {X}
        return %s, %y : {X}, {X}
      }}""")
    x, z = draw(4, 4), draw(4, 4) + 1
    s, y = kernel(x, z)
    for first, second in [(x, z), (z, x)]:
        a, b = x.copy(), z.copy()
        out = (a, b) if first is x else (b, a)
        kernel(a, b, out=out)
        assert (out[0] == s).all() and (out[1] == y).all()


def test_inputs_stay():
    x = draw(6, 6)
    before = x.copy()
    norm.compile(TWO)(x)
    assert (x == before).all()


# --- Other arrays ----------------------------------------------------------


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


# --- Threads and memory ----------------------------------------------------


def test_threads():
    kernel = norm.compile(TWO)
    x = [draw(50, 60) * i for i in range(1, 5)]
    wanted = [kernel(each) for each in x]
    wrong = []

    def work(i):
        for _ in range(200):
            if not (kernel(x[i]) == wanted[i]).all():
                wrong.append(i)

    workers = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not wrong


def test_lock_is_released():
    """Another thread counts while a kernel runs."""
    kernel = norm.compile(SOFTMAX)
    x, seen, done = draw(1000, 1000), [0], threading.Event()

    def count():
        while not done.is_set():
            seen[0] += 1

    counter = threading.Thread(target=count)
    counter.start()
    before = seen[0]
    kernel.time(20, x, out=np.empty_like(x))
    after = seen[0]
    done.set()
    counter.join()
    assert after > before + 1000


def test_cache(tmp_path):
    path = tmp_path / "softmax.mlir"
    path.write_text(SOFTMAX)
    kernel = norm.compile(SOFTMAX)
    assert norm.compile(path) is kernel and norm.compile(str(path)) is kernel
    assert norm.compile(SOFTMAX, threads=2) is not kernel
    assert norm.compile(SOFTMAX + "\n") is not kernel


def test_description():
    kernel = norm.compile(LAYER_NORM)
    assert kernel.arguments == (("float32", (None, None)), ("float32", (None,)))
    assert kernel.results == (("float32", (None, None)),)


def test_time():
    x = draw(3, 4)
    y = np.zeros_like(x)
    assert 0.0 < norm.compile(SOFTMAX).time(3, x, out=y) < 1.0
    near(y, softmax(x))
