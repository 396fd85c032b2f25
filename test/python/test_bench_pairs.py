"""The benchmark's pairs without their times: sides, other code of ours, and the page."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).resolve().parents[2]))
from bench import __main__ as command  # noqa: E402
from bench import (  # noqa: E402
    anatomy,
    compiling,
    data,
    driver,
    kinds,
    page,
    pair_report,
    pairs,
    peers,
    points,
    targets,
    toolchain,
)

MACHINE = {"cpu": "some", "cores": 2, "vector": [], "memory": 1 << 30, "huge pages": "never"}


def sides():
    return [side for pair in pairs.ALL for side in pair.sides.values()]


def small(point):
    """Less of the point, with rows of 40."""
    return replace(point, shape=(3, *(2 for _ in point.shape[2:]), 40), groups=0, threads=(1,))


def test_pairs_are_distinct():
    assert len(pairs.NAMED_PAIRS) == len(pairs.ALL)


def test_points_survive_json():
    for point in {side.point for side in sides()}:
        assert points.Point.of(json.loads(json.dumps(point.fields))) == point


def test_every_side_parses(program, tmp_path):
    texts = [kinds.mlir(point) for point in {side.point for side in sides()}]
    path = tmp_path / "points.mlir"
    path.write_text("// -----\n".join(texts))
    printed = program("norm-opt", "--split-input-file", path)
    assert printed.count("func.func @main") == len(texts)


@pytest.mark.parametrize("kind", kinds.OWN)
def test_ours_is_right(kind):
    import norm

    point = small(next(side.point for side in sides() if side.point.kind == kind))
    arrays = data.arguments(point)
    results = [norm.compile(kinds.mlir(point))(*arrays.values())]
    assert data.Judge(point, arrays).error(results) <= 1


@pytest.mark.parametrize("peer", ["avx2", "upstream"])
@pytest.mark.parametrize("kind", ["layer_norm", "masked_softmax"])
def test_other_code_of_ours_is_right(peer, kind):
    point = small(next(side.point for side in sides() if side.point.kind == kind))
    arrays = data.arguments(point)
    try:
        (form,) = peers.load(peer)(1).prepare(point, arrays)
    except peers.Unsupported as reason:
        pytest.skip(str(reason))
    assert data.Judge(point, arrays).error(form.results()) <= 1
    assert form.batch(3) >= 0


def test_descriptor_has_strides_in_elements():
    array = np.zeros((2, 3, 4), np.float32)
    words = list(toolchain.descriptor(array))
    assert words == [array.ctypes.data] * 2 + [0, 2, 3, 4, 12, 4, 1]


DUMP = """\
  func.func private @main(%arg0: memref<8x16xf32>) {
    memref.copy %alloc, %arg3 : memref<8x16xf32> to memref<8x16xf32>
  }
  norm.generic ins(%a, %g : memref<8x16xf32>, memref<16xf32>) outs(%y : memref<8x16xf32>) {}
"""


def test_anatomy_counts_arrays_and_bytes(monkeypatch):
    said = type("Done", (), {"stderr": DUMP})
    monkeypatch.setattr(toolchain, "run", lambda *command, text: said)
    found = anatomy.dissect(pairs.point("rms_norm", 8, 16))
    counts = [found[word] for word in ("kernels", "reads", "writes", "copies")]
    assert counts == [1, 1, 1, 1]
    assert found["moved"] == 4 * 8 * 16 * 4 + 16 * 4 and found["wanted"] == 2 * 8 * 16 * 4


def test_every_op_to_compile_parses(program, tmp_path):
    path = tmp_path / "ops.mlir"
    path.write_text(compiling.module(compiling.different(2 * len(compiling.OPS))))
    assert program("norm-opt", path).count("norm.") == 2 * len(compiling.OPS)


class Seated:
    """A child whose batches take no time."""

    def ask(self, do, **arguments):
        return {"us": 1.0, "clean": True}


def test_rounds_end_early_where_they_take_long(monkeypatch):
    seats = {name: driver.Seat(Seated(), Seated(), "kernel", 0.001) for name in ("a", "b")}
    for step, rounds in ((1, 12), (3, 10), (60, driver.FEWEST_ROUNDS)):
        clock = iter(range(0, 100 * step, step))
        monkeypatch.setattr(driver.time, "monotonic", lambda: next(clock))
        assert len(driver.Rounds(seats, 0.008).all(12)) == rounds


def canned():
    """Every pair with the sides' times as they come, 30 and 20 us, and little to compile."""
    rounds = [{"calls": {"over": [30.0, 10.0, True], "under": [20.0, 10.0, True]}}] * 2
    measured = [
        {"family": p.family, "name": p.name, "sides": {"over": {}, "under": {}}, "rounds": rounds}
        for p in pairs.ALL
    ]
    measured[0] = {**measured[0], "rounds": [], "sides": {"over": {"failed": "no|such"}}}
    point = pairs.point("add_rms_norm", 8, 16).fields
    moved = {"kernels": 1, "reads": 2, "writes": 2, "copies": 1, "moved": 150, "wanted": 100}
    different = [(500, 1.0, 1.0, 1 << 20), (1000, 5.0, 5.0, 4 << 20)]
    return {
        "date": "today",
        "machine": {**MACHINE, "python": "3"},
        "versions": {},
        "missing": {},
        "seconds": 60,
        "pairs": measured,
        "anatomy": [{"point": point, **moved}],
        "compiling": {
            "start": (0.1, 0.1, 1 << 20),
            "ops": {"softmax %x": (0.07, 0.07, 0)},
            "equal": [(1000, 3.0, 3.0, 1 << 20)],
            "different": different,
        },
    }


def test_page_of_canned_pairs():
    lines = page.of_pairs(json.loads(json.dumps(canned()))).splitlines()
    for line in (
        "| layer_norm 512x768 f32 | 30.0 | 20.0 | 1.50 (0 %) | 1.00 | at least 1.8 |",
        "| softmax 1x4096 f32 | 20.0 | at most 1.3 | 30.0 | 10.00 | at most 3 |",
        "| GPT-2, 1024 tokens | **together** | 1.1 ms | 0.7 ms | **1.50** | at least 3 |",
        "| add_rms_norm 8x16 f32 | 1 | 2 | 2 | 1 | 0.0 | 0.0 |",
        "| one op, median of 1 | 70 (worst 70) | 70 | 0 | 60 |",
        "| 1000 different ones | 5000 | 5000 | 4 | 40000 |",
        "* seednorm 512x768 f32 / layer_norm: 1.50, expected at most 1.15",
        "* add_rms_norm 8x16 f32: 1 kernels, 1.50 of the bytes that must move",
        "* memory of 1000 different ones: 4.0 times that of 500",
        "| rms_norm 512x768 f32 | over | no/such |",
    ):
        assert any(found.endswith(line.lstrip("*| ")) for found in lines), line


def test_targets_of_rows_are_known():
    rows = [pair.under.point.kind for pair in pairs.of_family(pairs.SMALL)]
    assert rows == list(targets.ROW_US)
    assert pair_report.MODEL_GAIN == 3


def test_choice_takes_words_of_families():
    assert {pair.family for pair in pairs.chosen("thread,stores")} == {pairs.THREADS, pairs.STORES}
    assert pairs.chosen("") == pairs.ALL
    with pytest.raises(ValueError, match="expects words of The second thread, .*, got gpu"):
        pairs.chosen("gpu")


def test_reports_of_parts_replace_what_they_measure(tmp_path):
    whole, part = canned(), canned()
    part["pairs"] = [{**part["pairs"][0], "name": whole["pairs"][1]["name"]}]
    part["compiling"] = None
    other = {key: value for key, value in canned().items() if key not in ("pairs", "compiling")}
    documents = {"whole": whole, "part": part, "points": {**other, "results": ["one"]}}
    for name, document in documents.items():
        (tmp_path / name).write_text(json.dumps(document))
    of_points, of_pairs = command.merged([tmp_path / name for name in documents])
    assert of_points["results"] == ["one"] and of_pairs["seconds"] == 2 * whole["seconds"]
    assert of_pairs["compiling"] and of_pairs["missing"] == {}
    assert len(of_pairs["pairs"]) == len(pairs.ALL) and not of_pairs["pairs"][1]["rounds"]
