"""norm-vector-math over a sweep of f32, against double precision, in units in the last place."""

import functools
import math
import platform
from pathlib import Path

import numpy as np
import pytest

# One in this many of all encodings of f32; odd, so that every low bit occurs.
STRIDE = 2003

SPECIAL = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, -1.0e30, -3.4028235e38, 1.0e30, 88.72283, -87.33654]

# What the pass leaves out: a result that is smaller may be zero (2^-125.5 rounded up).
FLUSHED = 1.7e-38

LANES = 16


def erf(x):
    return np.fromiter(map(math.erf, x), np.float64, len(x))


# Name: the op, its hints, the exact function, largest error in ulp.
FUNCTIONS = {
    "exp": ("exp", "", np.exp, 1.1),
    "expm1": ("expm1", "", np.expm1, 2.5),
    "log": ("log", "", np.log, 1.0),
    "log1p": ("log1p", "", np.log1p, 2.5),
    "tanh": ("tanh", "", np.tanh, 4.5),
    "erf": ("erf", "", erf, 4.5),
    "exp_nonpositive": ("exp", "{norm.nonpositive}", np.exp, 1.1),
    "exp_f16": ("exp", "{norm.nonpositive, norm.bits = 11 : i64}", np.exp, 2.0**7),
    "exp_bf16": ("exp", "{norm.nonpositive, norm.bits = 8 : i64}", np.exp, 2.0**12),
}
TARGETS = ["avx512", "fma", ""]

KERNEL = """
func.func @{name}(%x: tensor<?xf32>) -> tensor<?xf32> {{
  %first = arith.constant 0 : index
  %lanes = arith.constant {lanes} : index
  %pad = arith.constant 0.0 : f32
  %n = tensor.dim %x, %first : tensor<?xf32>
  %init = tensor.empty(%n) : tensor<?xf32>
  %result = scf.for %i = %first to %n step %lanes iter_args(%done = %init) -> (tensor<?xf32>) {{
    %v = vector.transfer_read %x[%i], %pad {{in_bounds = [true]}} : tensor<?xf32>, vector<{lanes}xf32>
    %y = math.{op} %v {hints} : vector<{lanes}xf32>
    %more = vector.transfer_write %y, %done[%i] {{in_bounds = [true]}} : vector<{lanes}xf32>, tensor<?xf32>
    scf.yield %more : tensor<?xf32>
  }}
  return %result : tensor<?xf32>
}}
"""

PIPELINE = """builtin.module(func.func(llvm-request-c-wrappers),
one-shot-bufferize{{bufferize-function-boundaries
                    function-boundary-type-conversion=identity-layout-map}},
norm-vector-math{{{target}}},convert-vector-to-scf,convert-vector-to-llvm,
convert-scf-to-cf,convert-math-to-llvm,convert-to-llvm,norm-require-llvm,
reconcile-unrealized-casts)"""


def host_has(target):
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text() if cpu.exists() else ""
    if target == "avx512":
        return all(f"avx512{part}" in flags for part in ("f", "dq", "vl"))
    return target == "" or " fma " in flags or platform.machine() == "aarch64"


@functools.cache
def sweep():
    codes = np.arange(0, 2**32, STRIDE, dtype=np.uint64).astype(np.uint32)
    x = np.concatenate([codes.view(np.float32), np.float32(SPECIAL)])
    return np.resize(x, -(-len(x) // LANES) * LANES)


def ulps(y, exact):
    """The error in units of the last place that the exact result has in f32."""
    _, exponent = np.frexp(exact)
    unit = np.ldexp(1.0, np.maximum(exponent, -125) - 24)
    return np.abs(y - exact) / unit


@pytest.mark.parametrize("lanes", [8, 16])
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_bound(name, target, lanes, program, tmp_path):
    if not host_has(target):
        pytest.skip(f"this machine has no {target}")
    op, hints, function, bound = FUNCTIONS[name]
    kernel = KERNEL.format(name="main", lanes=lanes, op=op, hints=hints)
    x = sweep() if "nonpositive" not in hints else -np.abs(sweep())
    (tmp_path / "kernel.mlir").write_text(kernel)
    np.save(tmp_path / "x.npy", x)
    pipeline = PIPELINE.format(target=target).replace("\n", "")
    files = [tmp_path / "kernel.mlir", "--arg", tmp_path / "x.npy"]
    program("norm-run", *files, "--save", tmp_path / "y.npy", f"--pipeline={pipeline}")

    y = np.load(tmp_path / "y.npy").astype(np.float64)
    with np.errstate(all="ignore"):
        exact = function(x.astype(np.float64))
        rounded = exact.astype(np.float32)
    finite = np.isfinite(rounded)
    np.testing.assert_array_equal(y[~finite], rounded[~finite])
    seen = finite & ~((np.abs(exact) < FLUSHED) & (y == 0))
    error = ulps(y[seen], exact[seen])
    worst = error.argmax()
    print(f"{name} {target} {lanes}: {error[worst]:.2f} at {x[seen][worst]!r}")
    assert error[worst] <= bound, x[seen][worst]
