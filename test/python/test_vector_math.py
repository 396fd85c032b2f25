"""norm-vector-math over a sweep of f32, against double precision, in units in the last place."""

import math
import platform
from pathlib import Path

import numpy as np
import pytest

# One in this many of all encodings of f32; odd, so that every low bit occurs.
STRIDE = 8009

SPECIAL = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 88.72283, -87.33654]
SPECIAL += [-88.0, -1.0e9, -1.0e30, -3.4028235e38, 1.0e30, 3.4028235e38]

# A result of exp that is smaller may be zero: 2^-125.5, rounded up.
FLUSHED = 1.7e-38
SMALLEST_NORMAL = 2.0**-126


def erf(x):
    return np.fromiter(map(math.erf, x), np.float64, len(x))


# Name: the op, its hints, the exact function, the largest error in ulp with and
# without fused multiply-add. The pass states the same bounds.
FUNCTIONS = {
    "exp": ("exp", "", np.exp, 1.1, 1.3),
    "expm1": ("expm1", "", np.expm1, 2.5, 2.5),
    "log": ("log", "", np.log, 0.9, 1.1),
    "log1p": ("log1p", "", np.log1p, 2.5, 2.5),
    "tanh": ("tanh", "", np.tanh, 4.9, 6.0),
    "erf": ("erf", "", erf, 4.5, 5.5),
    "exp_nonpositive": ("exp", "{norm.nonpositive}", np.exp, 1.1, 1.3),
    "exp_f16": ("exp", "{norm.nonpositive, norm.bits = 11 : i64}", np.exp, 2.0**7, 2.0**7),
    "exp_bf16": ("exp", "{norm.nonpositive, norm.bits = 8 : i64}", np.exp, 2.0**12, 2.0**12),
    "exp_any_f16": ("exp", "{norm.bits = 11 : i64}", np.exp, 2.0**7, 2.0**7),
    "tanh_bf16": ("tanh", "{norm.bits = 8 : i64}", np.tanh, 16.0, 16.0),
    "erf_bf16": ("erf", "{norm.bits = 8 : i64}", erf, 24.0, 24.0),
    "exp_any_bf16": ("exp", "{norm.bits = 8 : i64}", np.exp, 2.0**12, 2.0**12),
}

KERNEL = """
func.func private @{name}(%x: tensor<?xf32>) -> tensor<?xf32> {{
  %first = arith.constant 0 : index
  %lanes = arith.constant {lanes} : index
  %pad = arith.constant 0.0 : f32
  %n = tensor.dim %x, %first : tensor<?xf32>
  %init = tensor.empty(%n) : tensor<?xf32>
  %all = scf.for %i = %first to %n step %lanes iter_args(%t = %init) -> (tensor<?xf32>) {{
    %v = vector.transfer_read %x[%i], %pad {{in_bounds = [true]}}
        : tensor<?xf32>, vector<{lanes}xf32>
    %y = math.{op} %v {hints} : vector<{lanes}xf32>
    %next = vector.transfer_write %y, %t[%i] {{in_bounds = [true]}}
        : vector<{lanes}xf32>, tensor<?xf32>
    scf.yield %next : tensor<?xf32>
  }}
  return %all : tensor<?xf32>
}}
"""

PIPELINE = (
    "builtin.module(func.func(llvm-request-c-wrappers),one-shot-bufferize"
    "{bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map},"
    "norm-vector-math{OPTIONS},convert-vector-to-scf,convert-vector-to-llvm,"
    "convert-scf-to-cf,convert-math-to-llvm,convert-to-llvm,norm-require-llvm,"
    "reconcile-unrealized-casts)"
)


def takes_nonpositive(name):
    return "nonpositive" in FUNCTIONS[name][1]


def write_module(lanes):
    """One function for each line of the table, and a main that returns all."""
    text = ""
    calls = ""
    for name, (op, hints, *_) in FUNCTIONS.items():
        text += KERNEL.format(name=name, lanes=lanes, op=op, hints=hints)
        argument = "%nonpositive" if takes_nonpositive(name) else "%x"
        calls += f"%{name} = call @{name}({argument}) : (tensor<?xf32>) -> tensor<?xf32>\n"
    types = ", ".join(["tensor<?xf32>"] * len(FUNCTIONS))
    values = ", ".join(f"%{name}" for name in FUNCTIONS)
    main = "func.func @main(%x: tensor<?xf32>, %nonpositive: tensor<?xf32>)"
    return f"{text}{main} -> ({types}) {{\n{calls}return {values} : {types}\n}}\n"


def host_has(option):
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text().split() if cpu.exists() else []
    if option == "avx512":
        return all(f"avx512{part}" in flags for part in ("f", "dq", "vl"))
    return option == "" or "fma" in flags or platform.machine() == "aarch64"


def sweep():
    codes = np.arange(0, 2**32, STRIDE, dtype=np.uint64).astype(np.uint32)
    x = np.concatenate([codes.view(np.float32), np.float32(SPECIAL)])
    return np.resize(x, -(-len(x) // 16) * 16)


@pytest.fixture(scope="module", params=["avx512 16", "avx512 8", "fma 8", " 4"])
def results(request, program, tmp_path_factory):
    """The option of the pass, and all functions of the sweep computed with it."""
    option, lanes = request.param.split(" ")
    if not host_has(option):
        pytest.skip(f"this machine has no {option}")
    folder = tmp_path_factory.mktemp("vector_math")
    (folder / "kernels.mlir").write_text(write_module(lanes))
    arguments = [f"--pipeline={PIPELINE.replace('OPTIONS', option)}"]
    for name, x in (("x", sweep()), ("nonpositive", -np.abs(sweep()))):
        np.save(folder / f"{name}.npy", x)
        arguments += ["--arg", folder / f"{name}.npy"]
    for name in FUNCTIONS:
        arguments += ["--save", folder / f"y_{name}.npy"]
    program("norm-run", folder / "kernels.mlir", *arguments)
    return option, {name: np.load(folder / f"y_{name}.npy") for name in FUNCTIONS}


def ulps(y, exact):
    """The error in units of the last place that the exact result has in f32."""
    _, exponent = np.frexp(exact)
    return np.abs(y - exact) / np.ldexp(1.0, np.maximum(exponent, -125) - 24)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_bound(name, results):
    option, computed = results
    op, _, function, *bounds = FUNCTIONS[name]
    x = -np.abs(sweep()) if takes_nonpositive(name) else sweep()
    y = computed[name].astype(np.float64)
    with np.errstate(all="ignore"):
        exact = function(x.astype(np.float64))
        rounded = exact.astype(np.float32)
    finite = np.isfinite(rounded)
    np.testing.assert_array_equal(y[~finite], rounded[~finite])

    bounded = finite
    if op == "exp":
        bounded &= (exact > FLUSHED) | (y != 0)
    if op == "log":
        bounded &= np.abs(x) >= SMALLEST_NORMAL
    error = ulps(y[bounded], exact[bounded])
    assert error.max() <= bounds[option == ""], x[bounded][error.argmax()]


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name.startswith("exp")])
def test_zero_is_exact(name, results):
    _, computed = results
    expected = 0.0 if name == "expm1" else 1.0
    assert (computed[name][sweep() == 0] == expected).all()


@pytest.mark.parametrize("name", ["tanh", "erf"])
def test_limit_is_exact(name, results):
    _, computed = results
    assert np.nanmax(np.abs(computed[name])) == 1.0
    assert (computed[name][sweep() == np.inf] == 1.0).all()
    assert (computed[name][sweep() == -np.inf] == -1.0).all()
