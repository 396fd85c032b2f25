"""What is recognized or fused computes what was written: every function of the
tests of these rewrites, evaluated over the reals before and after.
"""

import re
from pathlib import Path

import numpy as np
import pytest

ROOMS = Path(__file__).parents[1] / "Transforms"
PIPELINES = {"Raise": "norm-expand,norm-raise", "Fuse": "norm-expand,norm-fuse"}
FIXTURES = [path for room in PIPELINES for path in sorted((ROOMS / room).glob("*.mlir"))]
FUNCTION = re.compile(r"^func\.func @(\w+)\((.*?)\) -> (\(.*?\)|\S+) \{$", re.M)
ARGUMENT = re.compile(r"%(\w+): tensor<((?:[\d?]+x)*)(\w+)>")

RTOL, ATOL = 1e-9, 1e-12
# A constant that is 1/N but for its rounding is read as 1/N.
ROUNDED = {"mean_by_a_rounded_reciprocal": 1e-6}


def functions():
    """(file, name, arguments, number of results) of each function."""
    return [
        pytest.param(path, name, ARGUMENT.findall(arguments), types.count("tensor<"),
                     id=f"{path.parent.name}-{path.stem}-{name}")
        for path in FIXTURES
        for name, arguments, types in FUNCTION.findall(path.read_text())
    ]  # fmt: skip


def draw(rng, name, extents):
    """Sixteenths, which every type holds exactly; no variance is negative."""
    shape = [8 if extent == "?" else int(extent) for extent in extents.split("x")[:-1]]
    values = np.round(rng.normal(size=shape) * 16) / 16
    return np.abs(values) if name in ("v", "variance") else values


def save(folder, arguments, seed):
    rng = np.random.default_rng(seed)
    for name, extents, element in arguments:
        path = folder / f"{name}.npy"
        stored = {"f16": np.float16, "f64": np.float64}.get(element, np.float32)
        np.save(path, draw(rng, name, extents).astype(stored))
        yield path


def repeat(flag, paths):
    return [word for path in paths for word in (flag, path)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("path, name, arguments, results", functions())
def test_rewritten_is_as_written(path, name, arguments, results, seed, program, tmp_path):
    given = list(save(tmp_path, arguments, seed))
    written = [tmp_path / f"result{i}.npy" for i in range(results)]
    run = ["norm-run", path, "--entry", name, "--backend", "reference"]
    run += repeat("--arg", given)
    program(*run, *repeat("--save", written))
    program(
        *run, *repeat("--expect", written), "--pipeline", PIPELINES[path.parent.name],
        "--rtol", ROUNDED.get(name, RTOL), "--atol", ATOL,
    )  # fmt: skip
