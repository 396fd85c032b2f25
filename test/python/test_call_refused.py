"""What kernels refuse: each complaint names the place, what is expected and
what was found, and nothing is written."""

import numpy as np
import pytest

norm = pytest.importorskip("norm")
pytest.importorskip("norm._native", exc_type=ImportError)

X = "tensor<?x?xf32>"
ADD = f"""
func.func @main(%x: {X}, %g: tensor<?xf32>) -> {X} {{
  %y = norm.rms_norm %x scale(%g : tensor<?xf32>) over [1] epsilon 0.0 : {X}
  return %y : {X}
}}"""
STATIC = """
func.func @main(%x: tensor<2x?xf32>) -> tensor<2x?xf32> {
  %y = norm.softmax %x over [1] : tensor<2x?xf32>
  return %y : tensor<2x?xf32>
}"""


@pytest.fixture
def kernel():
    return norm.compile(ADD)


def ones(*shape, dtype="f4"):
    return np.ones(shape, dtype)


def refuses(message, function, *arguments, error=ValueError, **words):
    with pytest.raises(error) as raised:
        function(*arguments, **words)
    assert message in str(raised.value)


def test_types(kernel):
    message = "expects argument 1 to have elements of type f32, got "
    refuses(message + "f64", kernel, ones(2, 3), ones(3, dtype="f8"))
    refuses(message + "i32", kernel, ones(2, 3), ones(3, dtype="i4"))
    refuses("expects argument 0 to have a type that kernels have, got dtype('>f4')",
            kernel, ones(2, 3, dtype=">f4"), ones(3), error=TypeError)
    refuses("expects argument 0 to be a NumPy array or to have __dlpack__, got "
            "<class 'list'>", kernel, [[1.0]], ones(3), error=TypeError)


def test_shapes(kernel):
    refuses("expects argument 0 to have rank 2, got 1", kernel, ones(3), ones(3))
    refuses("expects argument 0 to have shape [2, ?], got [3, 4]",
            norm.compile(STATIC), ones(3, 4))


def test_extents_that_do_not_fit(kernel):
    y = np.full((2, 3), 7, "f4")
    message = ("<text>:3:8: expects dimension #1 of operand #0 and dimension #0 "
               "of operand #1 to be equal")
    refuses(message, kernel, ones(2, 3), ones(4), out=y)
    refuses(message, kernel, ones(2, 3), ones(1))
    assert (y == 7).all()


def test_results(kernel):
    x, g = ones(2, 3), ones(3)
    refuses("expects result 0 to have shape [2, 3], got [2, 4]",
            kernel, x, g, out=ones(2, 4))
    refuses("expects result 0 to have elements of type f32, got f16",
            kernel, x, g, out=ones(2, 3, dtype="f2"))
    refuses("expects 1 results in out, got 2", kernel, x, g, out=(x, x),
            error=TypeError)
    refuses("expects result 0 to be a NumPy array", kernel, x, g, out=1.0,
            error=TypeError)
    y = ones(2, 3)
    y.flags.writeable = False
    refuses("expects result 0 to be writable", kernel, x, g, out=y)


def test_calls(kernel):
    refuses("expects 2 arguments, got 1", kernel, ones(2, 3), error=TypeError)
    refuses("expects no keyword but 'out', got 'into'", kernel, ones(2, 3), ones(3),
            into=ones(2, 3), error=TypeError)
    refuses("expects a count, then arguments", kernel.time, error=TypeError)


def test_layout(kernel):
    message = "expects argument 0 to be contiguous, with stride "
    refuses(message + "1 along dimension 1, got 2", kernel, ones(2, 6)[:, ::2], ones(3))
    refuses(message + "3 along dimension 0, got 6", kernel, ones(2, 6)[:, :3], ones(3))
    refuses(message + "3 along dimension 0, got -3", kernel, ones(2, 3)[::-1], ones(3))
    shifted = np.zeros(4 * 6 + 1, "u1")[1:].view("f4").reshape(2, 3)
    refuses("expects argument 0 to be aligned to 4 bytes", kernel, shifted, ones(3))


def test_layout_of_unit_extents(kernel):
    assert kernel(ones(9, 3)[::9], ones(3)).shape == (1, 3)


def test_overlap(kernel):
    memory = ones(9)
    x, g = memory[:6].reshape(2, 3), ones(3)
    refuses("expects result 0 to be argument 0 or apart from it, but they share "
            "some memory", kernel, x, g, out=memory[3:].reshape(2, 3))
    refuses("expects result 0 to be argument 1 or apart from it",
            kernel, ones(2, 3), memory[3:6], out=memory[3:].reshape(2, 3))
    assert kernel(x, memory[6:], out=x) is x


def test_overlap_of_results():
    kernel = norm.compile("""
      func.func @main(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
        return %x, %x : tensor<4xf32>, tensor<4xf32>
      }""")
    y = ones(4)
    refuses("expects result 1 to be apart from result 0", kernel, ones(4), out=(y, y))


def test_result_that_is_two_arguments():
    kernel = norm.compile(f"""
      func.func @main(%x: {X}, %y: {X}) -> {X} {{
        %z = arith.addf %x, %y : {X}
        return %z : {X}
      }}""")
    x = ones(2, 3)
    refuses("to overwrite one argument, but it is argument 0 and argument 1",
            kernel, x, x, out=x)


def test_assertion_about_elements():
    kernel = norm.compile("""
      func.func private @check(%x: tensor<2xf32>) {
        %c0 = arith.constant 0 : index
        %zero = arith.constant 0.0 : f32
        %first = tensor.extract %x[%c0] : tensor<2xf32>
        %holds = arith.cmpf ogt, %first, %zero : f32
        cf.assert %holds, "expects a positive element"
        return
      }
      func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
        call @check(%x) : (tensor<2xf32>) -> ()
        %y = norm.softmax %x over [0] : tensor<2xf32>
        return %y : tensor<2xf32>
      }""")
    assert kernel(ones(2)).tolist() == [0.5, 0.5]
    refuses("assertion failed: expects a positive element", kernel, -ones(2))


def test_sizes():
    kernel = norm.compile("""
      func.func @main(%n: index) -> tensor<?xf32> {
        %y = tensor.empty(%n) : tensor<?xf32>
        return %y : tensor<?xf32>
      }""")
    assert kernel(3).shape == (3,)
    refuses("negative dimensions are not allowed", kernel, -5)
    refuses("Unable to allocate", kernel, 1 << 60, error=MemoryError)


def test_no_memory_inside():
    kernel = norm.compile("""
      func.func @main(%n: index) -> f32 {
        %one = arith.constant 1.0 : f32
        %c0 = arith.constant 0 : index
        %y = tensor.splat %one[%n] : tensor<?xf32>
        %r = norm.softmax %y over [0] : tensor<?xf32>
        %s = tensor.extract %r[%c0] : tensor<?xf32>
        return %s : f32
      }""")
    assert kernel(4) == 0.25
    refuses("no memory for a buffer", kernel, 1 << 58)


def test_threads():
    refuses("expects at least one thread, got 0", norm.compile, ADD, threads=0)


def planned(plan):
    op = f"norm.softmax %x over [1] {{norm.plan = {plan}}}"
    return f"func.func @main(%x: {X}) -> {X} {{ %y = {op} : {X} return %y : {X} }}"


@pytest.mark.parametrize("text, entry, message", [
    ("garbage", "main", "<text>:1:1: error: custom op 'garbage' is unknown"),
    ("", "main", "<text>: has no function 'main' to compile"),
    ("func.func private @main()", "main", "has no function 'main' to compile"),
    ("func.func @main(%x: tensor<2xcomplex<f32>>) { return }", "main",
     "expects arguments that are arrays or scalars, got tensor<2xcomplex<f32>>"),
    ("func.func @main(%x: tensor<*xf32>) { return }", "main",
     "expects arguments that are arrays or scalars, got tensor<*xf32>"),
    ("func.func private @f(%x: f32)\n"
     "func.func @main(%x: f32) { call @f(%x) : (f32) -> () return }", "main",
     "<text>:2:28: error: 'func.call' op expects a body of 'f' to inline"),
    ("func.func @main(%x: f32) { call @main(%x) : (f32) -> () return }", "main",
     "error: 'func.call' op expects a body of 'main' to inline"),
    (planned('"fast"'), "main", "'norm.softmax' op expects norm.plan to be a #norm.plan"),
    (planned("#norm.plan<lanes = 64>"), "main",
     "cannot follow lanes = 64 of its plan: expects at most"),
    (planned("#norm.plan<schedule = tile>"), "main", "cannot follow schedule = tile of its plan"),
])
def test_texts(text, entry, message):
    refuses(message, norm.compile, text, entry)
