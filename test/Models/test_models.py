"""Whole models, as an exporter leaves them, against what PyTorch did:
which normalizers they hold, and the numbers they compute.
"""

import json
import math
import re
import resource
from collections import Counter
from itertools import product
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
    for kind, line in re.findall(r"= norm\.(?!generic|reduce|count)(\w+) (.*)", text):
        shape = re.match(r"tensor<(.*)x\w+>", line.rsplit(" : ", 1)[1])[1].split("x")
        dims = re.search(r" over \[(.*?)\]", line)
        channel = re.search(r" channel_dim (\d+)", line)
        along = dims[1].split(", ") if dims else [channel[1] if channel else 1]
        extents = [shape[int(dim)] for dim in along]
        extent = "dynamic" if "?" in extents else str(math.prod(map(int, extents)))
        epsilon = re.search(r" epsilon (\S+)", line)
        counts[kind, extent, float(epsilon[1]) if epsilon else None] += 1
    return counts


def test_finds_every_normalizer_and_no_other(model, program):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    text = program("norm-opt", "--norm-raise", model / "linalg.mlir")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert named(text) == expected(model)
    assert after.ru_utime - before.ru_utime < RAISE_SECONDS


FUSE = "--canonicalize", "--linalg-fuse-elementwise-ops", "--canonicalize", "--cse"


def test_finds_them_after_fusion_too(model, program):
    text = program("norm-opt", *FUSE, "--norm-raise", model / "linalg.mlir")
    assert named(text) == expected(model)


def sets(model):
    """Argument and result files: the usual set, and one of another size."""
    for prefix in ("", "alt_"):
        arguments = sorted(model.glob(f"{prefix}in*.npy"))
        if arguments:
            yield arguments, sorted(model.glob(f"{prefix}out*.npy"))


def repeat(flag, paths):
    return [word for path in paths for word in (flag, path)]


NARROW = [model for model in MODELS if (model / "ref0.npy").exists()]
WIDE = [model for model in MODELS if model not in NARROW]


def run(program, model, arguments, *options):
    program("norm-run", model / "linalg.mlir", *repeat("--arg", arguments), *options)


@pytest.mark.parametrize("model", WIDE, ids=name_of)
@pytest.mark.parametrize("backend", ["cpu", "reference"])
def test_agrees_with_pytorch(model, backend, program):
    for arguments, results in sets(model):
        run(
            program, model, arguments, *repeat("--expect", results),
            "--backend", backend, "--rtol", 1e-3, "--atol", 1e-4,
        )


KERNELS = "norm-raise{unnamed=generic},norm-expand{drop-public},norm-fuse"


def test_rewritten_is_as_written(model, program, tmp_path):
    """Over the reals, as exported and after fusion, by names and as kernels."""
    fused = tmp_path / "fused.mlir"
    program("norm-opt", *FUSE, model / "linalg.mlir", "-o", fused)
    for arguments, results in sets(model):
        written = [tmp_path / path.name for path in results]
        given = (*repeat("--arg", arguments), "--backend", "reference")
        program("norm-run", model / "linalg.mlir", *given, *repeat("--save", written))
        for path, pipeline in product((model / "linalg.mlir", fused), ("norm-raise", KERNELS)):
            program(
                "norm-run", path, *given, *repeat("--expect", written),
                "--pipeline", pipeline, "--rtol", 1e-9, "--atol", 1e-9,
            )


@pytest.mark.parametrize("model", NARROW, ids=name_of)
def test_is_as_near_to_f64_as_pytorch(model, program, tmp_path):
    """Narrow types: no farther from the f64 result than PyTorch's own."""
    got = tmp_path / "out0.npy"
    run(program, model, sorted(model.glob("in*.npy")), "--save", got)
    exact = np.load(model / "ref0.npy").astype(np.float64)
    ours, theirs = (
        np.abs(np.load(path).astype(np.float64) - exact)
        for path in (got, model / "out0.npy")
    )
    assert np.sqrt(np.mean(ours**2)) <= 1.5 * np.sqrt(np.mean(theirs**2))
    assert ours.max() <= 2 * theirs.max()


@pytest.mark.parametrize("model", NARROW, ids=name_of)
def test_reference_is_the_f64_result(model, program):
    for arguments, _ in sets(model):
        run(
            program, model, arguments, "--expect", model / "ref0.npy",
            "--backend", "reference", "--rtol", 1e-3, "--atol", 1e-4,
        )
