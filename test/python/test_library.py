"""The definitions of normalizers.mlir, compiled and evaluated, against the witness."""

import functools
import os
import pathlib
import subprocess

import numpy as np
import pytest
from norm import golden_library as golden

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "lib/Library/normalizers.mlir"
NORM_RUN = pathlib.Path(os.environ.get("NORM_BIN", ROOT / "build/bin")) / "norm-run"

# Largest error relative to the largest magnitude, in units of the type's
# epsilon: sums of at most 64 terms, a handful of roundings, Newton's iteration.
TOLERANCE = 64

# Shapes of the arguments and of the result, dimensions of the row, attributes,
# and the witness with the same attributes.
CASES = {
    "seednorm": ([(4, 48), (48,), (48,), (48,)], (4, 48), [1], {}, golden.seednorm),
    "scale_norm": ([(2, 3, 16), ()], (2, 3, 16), [2], {}, golden.scale_norm),
    "ada_ln": ([(2, 5, 16), (2, 1, 16), (2, 1, 16)], (2, 5, 16), [2], {}, golden.ada_ln),
    "power_norm": ([(6, 24), (24,), (24,), (24,)], (6, 24), [1], {}, golden.power_norm),
    "bhyt": (
        [(6, 24), (24,), ()],
        (6, 24),
        [1],
        {"kappa": 4.0},
        functools.partial(golden.bhyt, kappa=4.0),
    ),
    "grn": ([(2, 6, 3, 4), (6,), (6,)], (2, 6, 3, 4), None, {}, golden.grn),
    "qk_norm": ([(2, 3, 8), (2, 5, 8), ()], (2, 3, 5), None, {}, golden.qk_norm),
    "evonorm_s0": (
        [(2, 8, 3, 4), (8,), (8,), (8,)],
        (2, 8, 3, 4),
        None,
        {"groups": "2 : index"},
        lambda x, *parameters: golden.evonorm_s0(x, 2, *parameters),
    ),
    "neural_sort_sinkhorn": (
        [(7,)],
        (7, 7),
        None,
        {"temperature": 0.5},
        functools.partial(golden.neural_sort_sinkhorn, temperature=0.5),
    ),
    "group_whitening": (
        [(6, 64)],
        (6, 64),
        None,
        {"groups": "2 : index"},
        functools.partial(golden.group_whitening, groups=2, iterations=5),
    ),
}
TYPES = {"f32": np.float32, "f64": np.float64}


def tensor(shape, dtype, dynamic):
    """Dynamic extents are never a run-time 1."""
    extents = ["?" if dynamic and extent != 1 else str(extent) for extent in shape]
    return f"tensor<{'x'.join([*extents, dtype])}>"


def module(name, case, dtype, dynamic):
    """A function that applies the definition to its own arguments."""
    shapes, result, row, attributes, _ = case
    types = [tensor(shape, dtype, dynamic) for shape in shapes]
    out = tensor(result, dtype, dynamic)
    arguments = ", ".join(f"%a{i}: {type}" for i, type in enumerate(types))
    names = ", ".join(f"%a{i}" for i in range(len(types)))
    over = f" over {row}" if row else ""
    numbers = ", ".join(f"{key} = {value}" for key, value in attributes.items())
    return f"""
norm.define private @{name}
func.func @main({arguments}) -> {out} {{
  %y = norm.apply @{name}({names}){over} {{{numbers}}} : ({", ".join(types)}) -> {out}
  return %y : {out}
}}
"""


def run(text, arrays, backend, folder):
    (folder / "module.mlir").write_text(text)
    expand = f"norm-expand{{definitions={LIBRARY}}}"
    pipeline = {"cpu": f"{expand},norm-to-llvm", "reference": expand}[backend]
    command = [NORM_RUN, folder / "module.mlir", "--backend", backend, "--pipeline", pipeline]
    for i, array in enumerate(arrays):
        np.save(folder / f"a{i}.npy", array)
        command += ["--arg", folder / f"a{i}.npy"]
    command += ["--save", folder / "y.npy"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{folder / 'module.mlir'}: {done.stderr[:4000]}"
    return np.load(folder / "y.npy")


@pytest.mark.skipif(not NORM_RUN.exists(), reason=f"{NORM_RUN} is not built")
@pytest.mark.parametrize("backend", ["cpu", "reference"])
@pytest.mark.parametrize("dynamic", [False, True], ids=["static", "dynamic"])
@pytest.mark.parametrize("dtype", list(TYPES))
@pytest.mark.parametrize("name", list(CASES))
def test_library(name, dtype, dynamic, backend, tmp_path):
    case = CASES[name]
    random = np.random.default_rng(0)
    arrays = [random.standard_normal(shape).astype(TYPES[dtype]) for shape in case[0]]
    if name == "power_norm":
        arrays[1] = np.square(arrays[1])
    y = run(module(name, case, dtype, dynamic), arrays, backend, tmp_path)
    expected = case[4](*arrays)
    error = np.abs(y - expected).max() / np.abs(expected).max()
    assert error <= TOLERANCE * np.finfo(TYPES[dtype]).eps
