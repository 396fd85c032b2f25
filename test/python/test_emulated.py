"""Kernels for AArch64 and RISC-V, run under user-mode emulation, against the witness.

SVE is compiled for where LLVM uses it; the vectors of kernels have a fixed length.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from matrix import around, cases, emulated, lots, rows, wants
from matrix.fused import Fused
from matrix.running import complaints, save

KERNELS = sorted((Path(__file__).parents[1] / "Assembly/Kernels").glob("*.mlir"))
CASES = 24


@pytest.fixture(params=emulated.MACHINES, ids=lambda machine: machine.cpu)
def machine(request):
    if missing := request.param.missing():
        pytest.skip(f"{missing} is not installed; ./dev setup does")
    return request.param


def functions(text):
    """Name, types of the arguments and of the results of each function."""
    heads = re.findall(r"^func\.func @(\w+)\(([^)]*)\)\s*->\s*(\([^)]*\)|\S+) \{", text, re.M)
    for name, arguments, results in heads:
        types = re.findall(r"%\w+: (tensor<[^>]*>|\w+)", arguments)
        yield name, types, re.findall(r"tensor<[^>]*>", results)


def parse(type):
    """Element type and extents; what is dynamic is not a multiple of any vector."""
    if not type.startswith("tensor"):
        return type, None
    *extents, element = type[len("tensor<") : -1].split("x")
    return element, tuple(77 if n == "?" else int(n) for n in extents)


def draw(type, rng):
    element, shape = parse(type)
    if shape is None:
        return element, 0.75
    values = rng.standard_normal(shape)
    if element == "i1":
        return element, values > -0.5
    return element, rows.rounded(np.abs(values) + 0.1 if len(shape) == 1 else values, element)


def evaluated(program, source, call, folder):
    """The results in f64, by the reference evaluator."""
    command = [source, "--entry", call.entry, "--backend", "reference"]
    for i, (element, array) in enumerate(call.arguments):
        save(folder / f"a{i}.npy", np.asarray(array), element)
        command += ["--arg", folder / f"a{i}.npy"]
    paths = [folder / f"r{j}.npy" for j in range(len(call.results))]
    program("norm-run", *command, *(word for path in paths for word in ("--save", path)))
    return [np.load(path) for path in paths]


@pytest.mark.parametrize("file", KERNELS, ids=lambda file: file.stem)
def test_kernels(machine, file, program, tmp_path):
    rng = np.random.default_rng(0)
    calls = [
        emulated.Call(name, [draw(type, rng) for type in types], [parse(type) for type in results])
        for name, types, results in functions(file.read_text())
    ]
    source = tmp_path / "kernels.mlir"
    source.write_text(file.read_text().replace("// -----", ""))
    got = emulated.run(program, machine, source, calls, tmp_path)
    for call, values in zip(calls, got, strict=True):
        wants = evaluated(program, source, call, tmp_path)
        for (element, _), value, want in zip(call.results, values, wants, strict=True):
            once, inner = 0.5 * rows.eps(element), 32 * rows.eps("f32")
            np.testing.assert_allclose(value, want, once + inner, inner, err_msg=call.entry)


def result_shapes(case):
    """Element types and extents of the results, which types say in part."""
    arrays = (
        [value.array for value in case.returned]
        if isinstance(case, Fused)
        else [want.y for want in getattr(wants, case.op)(case)]
    )
    elements = [parse(type)[0] for type in case.result_types()]
    return [(t, array.shape) for t, array in zip(elements, arrays, strict=True)]


def draw_case(machine, rng):
    """A case for one thread: the library for more is not there."""
    while True:
        case = rng.choice([lots.draw, around.draw])(rng)
        text = cases.module([case])
        if "threads = 2" not in text and not (machine.beyond and machine.beyond in text):
            return case


def test_drawn(machine, program, tmp_path):
    rng = np.random.default_rng(0)
    drawn = [draw_case(machine, rng) for _ in range(CASES)]
    source = tmp_path / "module.mlir"
    source.write_text(cases.module(drawn).replace("@main(", "@drawn("))
    arguments = [(t, array) for case in drawn for _, _, array, t in case.arguments()]
    results = [shaped for case in drawn for shaped in result_shapes(case)]
    call = emulated.Call("drawn", arguments, results)
    [got] = emulated.run(program, machine, source, [call], tmp_path)
    values, wrong = iter(got), []
    for case in drawn:
        wrong += complaints(case, [next(values) for _ in case.result_types()], "cpu")
    assert not wrong, "\n".join(wrong)
