"""Runs cases as one module through one of our backends."""

import numpy as np

from . import bounds, cases
from .fused import Fused


def save(path, array, element):
    """As the tool reads it: bf16 travels as f32, which holds it exactly."""
    stored = {"f16": np.float16, "f64": np.float64, "i1": np.bool_, "i8": np.int8}
    stored = stored.get(element, np.float32)
    with np.errstate(over="ignore"):
        np.save(path, array.astype(stored, order="C"))


def run(program, dealt, backend, folder, *options):
    """The results of all cases, one list each."""
    (folder / "module.mlir").write_text(cases.module(dealt))
    command = ["norm-run", folder / "module.mlir", "--entry", "main", "--backend", backend]
    command += options
    for i, case in enumerate(dealt):
        for name, _, array, element in case.arguments():
            save(folder / f"c{i}_{name}.npy", array, element)
            command += ["--arg", folder / f"c{i}_{name}.npy"]
    outputs = [
        [folder / f"r{i}_{j}.npy" for j in range(len(case.result_types()))]
        for i, case in enumerate(dealt)
    ]
    command += [word for paths in outputs for path in paths for word in ("--save", path)]
    program(*command)
    return [[np.load(path).astype(np.float64) for path in paths] for paths in outputs]


def complaints(case, got, backend):
    if isinstance(case, Fused):
        return case.complaints(got)
    return bounds.complaints(case, got, backend)


def check(program, dealt, backend, folder, *options):
    """Fails with all that is wrong in the results, in words."""
    results = run(program, dealt, backend, folder, *options)
    wrong = [
        text
        for case, got in zip(dealt, results, strict=True)
        for text in complaints(case, got, backend)
    ]
    assert not wrong, f"{folder / 'module.mlir'}\n" + "\n".join(wrong)
