"""Whole models, as an exporter leaves them, against what PyTorch did:
which normalizers they hold, and the numbers they compute.
"""

import json
import re
import resource
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

MODELS = sorted(path.parent for path in Path(__file__).parent.glob("*/expect.json"))
RAISE_SECONDS = 1.0


def name_of(model):
    return model.name


@pytest.fixture(params=MODELS, ids=name_of)
def model(request):
    return request.param


def expected(model):
    """(kind, extent, epsilon) of each normalizer that PyTorch ran, counted."""
    counts = Counter()
    for entry in json.loads((model / "expect.json").read_text())["normalizers"]:
        extent = entry.get("channels", entry.get("extent"))
        counts[entry["kind"], str(extent), entry.get("epsilon")] += entry["count"]
    return counts


def named(text):
    """The same of each named op in printed IR."""
    counts = Counter()
    for kind, line in re.findall(r"= norm\.(?!generic|reduce)(\w+) (.*)", text):
        epsilon = re.search(r"epsilon (?:outside |clamp )?([\d.e+-]+)", line)
        shape = re.findall(r"tensor<((?:[\d?]+x)+)\w+>", line)[-1].split("x")[:-1]
        dims = re.search(r" over \[([\d, ]+)\]", line)
        channel = re.search(r"channel_dim = (\d+)", line)
        along = [int(d) for d in dims[1].split(",")] if dims else [
            int(channel[1]) if channel else 1
        ]
        extents = [shape[dim] for dim in along]
        extent = "dynamic" if "?" in extents else str(np.prod([*map(int, extents)]))
        counts[kind, extent, float(epsilon[1]) if epsilon else None] += 1
    return counts


def test_finds_every_normalizer_and_no_other(model, program):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = program("norm-opt", "--norm-raise", model / "linalg.mlir")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert named(text) == expected(model)
    assert after.ru_utime - before.ru_utime < RAISE_SECONDS


def sets(model):
    """Argument and result files: the usual set, and one of another size."""
    for prefix in ("", "alt_"):
        arguments = sorted(model.glob(f"{prefix}in*.npy"))
        if arguments:
            yield arguments, sorted(model.glob(f"{prefix}out*.npy"))


def repeat(flag, paths):
    return [word for path in paths for word in (flag, path)]


@pytest.mark.parametrize("backend", ["cpu", "reference"])
def test_agrees_with_pytorch(model, backend, program):
    references = sorted(model.glob("ref*.npy"))
    if references and backend == "cpu":
        pytest.skip("narrow types are measured by their distance from f64")
    for arguments, results in sets(model):
        program(
            "norm-run", model / "linalg.mlir", "--backend", backend,
            *repeat("--arg", arguments), *repeat("--expect", references or results),
            "--rtol", 1e-3, "--atol", 1e-4,
        )


NARROW = [model for model in MODELS if (model / "ref0.npy").exists()]


@pytest.mark.parametrize("model", NARROW, ids=name_of)
def test_is_as_near_to_f64_as_pytorch(model, program, tmp_path):
    """Narrow types: no farther from the f64 result than PyTorch's own."""
    got = tmp_path / "out0.npy"
    program(
        "norm-run", model / "linalg.mlir",
        *repeat("--arg", sorted(model.glob("in*.npy"))), "--save", got,
    )
    exact = np.load(model / "ref0.npy").astype(np.float64)
    ours, theirs = (
        np.abs(np.load(path).astype(np.float64) - exact)
        for path in (got, model / "out0.npy")
    )
    assert np.sqrt(np.mean(ours**2)) <= 1.5 * np.sqrt(np.mean(theirs**2))
    assert ours.max() <= 2 * theirs.max()
