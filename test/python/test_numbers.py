"""Every op x type x extents x dims, compiled and evaluated, against the witness."""

import numpy as np
import pytest
from matrix import bounds, cases, plan, rows


def save(path, array, element):
    """As the tool reads it: bf16 travels as f32, which holds it exactly."""
    stored = {"f16": np.float16, "f64": np.float64, "i1": np.bool_}.get(element, np.float32)
    with np.errstate(over="ignore"):
        np.save(path, array.astype(stored, order="C"))


def run(program, dealt, backend, folder):
    """The results of all cases, one list each."""
    (folder / "module.mlir").write_text(cases.module(dealt))
    command = ["norm-run", folder / "module.mlir", "--entry", "main", "--backend", backend]
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


@pytest.mark.parametrize("backend", ["cpu", "reference"])
@pytest.mark.parametrize("dtype", list(rows.TYPES))
@pytest.mark.parametrize("op", list(plan.RECIPES))
def test_numbers(op, dtype, backend, program, tmp_path):
    dealt = plan.cases(op, dtype)
    results = run(program, dealt, backend, tmp_path)
    wrong = [
        text
        for case, got in zip(dealt, results, strict=True)
        for text in bounds.complaints(case, got, backend)
    ]
    assert not wrong, f"{tmp_path / 'module.mlir'}\n" + "\n".join(wrong)
