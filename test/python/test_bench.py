"""The benchmark without its times: points, witnesses, probe and report."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).resolve().parents[2]))
from bench import (  # noqa: E402
    child,
    data,
    driver,
    kinds,
    native,
    peers,
    points,
    report,
    stats,
    targets,
    types,
    worker,
)
from bench.peers import formulas, onnx_forms, torch_forms  # noqa: E402

SMALL = {2: (3, 40), 3: (3, 5, 5), 4: (2, 4, 3, 5)}


def small(kind):
    """A point of the kind that takes no time."""
    point = next(p for p in points.ALL if p.kind == kind)
    return replace(point, shape=SMALL[len(point.shape)], groups=point.groups and 2)


def test_points_are_48_and_distinct():
    assert sorted({p.number for p in points.ALL}) == list(range(1, 49))
    assert len({p.name for p in points.ALL}) == len(points.ALL)
    assert len({(p.kind, p.shape, p.dtype, p.dim) for p in points.ALL}) == len(points.ALL)


def test_choice_takes_numbers_ranges_and_letters():
    names = [p.name for p in points.chosen("41,3-5,45b")]
    assert names == ["3", "4", "5", "41", "41b", "45b"]
    with pytest.raises(ValueError, match="expects points 1 to 48, got 49"):
        points.chosen("1,49")


def test_every_point_parses(program, tmp_path):
    texts = [kinds.mlir(point) for point in points.ALL]
    path = tmp_path / "points.mlir"
    path.write_text("// -----\n".join(texts))
    printed = program("norm-opt", "--split-input-file", path)
    assert printed.count("func.func @main") == len(points.ALL)


def test_bytes_are_those_that_must_move():
    assert kinds.of(points.NAMED["9"]).moved(points.NAMED["9"]) == 64 << 20
    assert kinds.of(points.NAMED["48"]).moved(points.NAMED["48"]) == 24 << 20


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_peers_know_every_kind(kind):
    assert callable(getattr(formulas, kind))
    assert callable(getattr(torch_forms, kind))
    assert onnx_forms.of(small(kind))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_judge_tells_right_from_wrong(kind):
    point = small(kind)
    arrays = data.arguments(point)
    judge = data.Judge(point, arrays)
    results = [np.array(y) for y in getattr(formulas, kind)(np, point, **arrays)]
    assert judge.error(results) <= 1
    main = list(kinds.of(point).results(point)).index("y")
    results[main][(-1,) * results[main].ndim] += 3
    assert judge.error(results) > 1


class Liar(peers.Peer):
    """Answers with its argument."""

    def prepare(self, point, arrays):
        call = peers.Form("lie", lambda: None, lambda: [arrays["x"]])
        return [call, peers.Form("kernel", lambda: None, role="kernel")]


def test_a_wrong_peer_is_not_measured():
    w = worker.Worker.__new__(worker.Worker)
    w.peer, w.forms, w.trials = Liar(1), {}, {}
    told = w.prepare(points.NAMED["13"].fields)
    assert told["wrong"] and "lie:" in told["failed"] and not w.forms


def test_memory_is_aligned_and_typed():
    large = types.aligned((3, 1 << 20), types.BF16)
    assert large.ctypes.data % types.HUGE_PAGE == 0
    assert large.dtype == types.BF16 and large.shape == (3, 1 << 20)


@pytest.mark.skipif("clang" not in native.compiler(), reason="the probe is written for clang")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("non_temporal", [0, 1])
def test_probe_copies(non_temporal, threads):
    from bench.peers.copy import Copy

    source, to = (types.aligned((64 * 37,), np.uint8) for _ in range(2))
    source[:] = np.arange(source.size) % 251
    assert Copy(threads).seconds(to, source, non_temporal, 1) >= 0
    assert (to == source).all()


def test_a_process_keeps_its_memory():
    script = """
import ctypes, resource
libc = ctypes.CDLL(None)
libc.aligned_alloc.restype = libc.realloc.restype = ctypes.c_void_p
def cycle(size):
    start = libc.aligned_alloc(64, ctypes.c_size_t(size))
    ctypes.memset(start, 1, size)
    libc.free(ctypes.c_void_p(start))
    return start
assert cycle(32 << 20) % (2 << 20) == 0
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
assert len({cycle(32 << 20) for _ in range(4)}) == 1
assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 8
libc.keep_release()
cycle(32 << 20)
grown = libc.realloc(ctypes.c_void_p(libc.aligned_alloc(64, ctypes.c_size_t(2 << 20))), 8 << 20)
libc.free(ctypes.c_void_p(grown))
"""
    keep = str(native.compiled(child.KEEP_LARGE))
    subprocess.run([sys.executable, "-c", script], check=True, env={"LD_PRELOAD": keep})


def test_groups_fit_into_memory():
    point = points.NAMED["26"]
    names = list(peers.ROOMS)
    assert driver.groups(point, names, 1 << 40) == [names]
    found = driver.groups(point, names, 22 << 30)
    assert len(found) > 1 and all(group[0] == "ours" for group in found)
    assert [n for group in found for n in group if n != "ours"] == names[1:]


def test_a_disturbed_round_does_not_count():
    calls = [[10.0, 5.0, True], [12.0, 5.0, True], [90.0, 5.0, False], [90.0, 9.0, True]]
    rounds = [{"plain": 8.0, "calls": {"ours": call}} for call in calls]
    told = {"ours": {"form": "norm.compile"}}
    m = stats.Measured({"point": "14", "threads": 1, "peers": told, "rounds": rounds})
    assert m.to_copy("ours") == pytest.approx(2.2)
    assert not m.noisy


def canned():
    """Two rounds of one point, 1.2 and 1.0 times as fast as the peer's."""
    rounds = [
        {"plain": 60.0, "calls": {"ours": [50.0, 40.0, True], "torch": [60.0, 40.0, True]}},
        {"plain": 61.0, "calls": {"ours": [50.0, 41.0, True], "torch": [50.0, 41.0, True]}},
    ]
    told = {
        "ours": {"form": "norm.compile", "compile_ms": 20.0, "notes": []},
        "torch": {"form": "F.layer_norm", "compile_ms": None, "notes": ["in place: 3 bounds off"]},
        "onednn": {"failed": "no primitive"},
    }
    return {"results": [{"point": "14", "threads": 1, "peers": told, "rounds": rounds}]}


def test_report_of_canned_rounds():
    document = json.loads(json.dumps(canned()))
    text = report.tables(stats.merged([document]), l2=1 << 20)
    point = "| 14 | layer_norm 512x768 f32 |"
    ours = f"{point} 50.0 |  | 7.86 | 0.81 | 1.20 | torch (F.layer_norm) | 50.0 | 1.10 (27 %) |"
    everybody = f"{point} 40.0 | 60.0 | **50.0 (1.23)** | **50.0 (1.36)** | - |"
    for line in (
        ours,
        everybody,
        "| torch | 1.10 (1) |",
        "* 14 layer_norm 512x768 f32, T = 1: 0.81 of the copy's rate, expected 0.97",
        "* all points, T = 1: 1.10 times the best peer in the mean, expected 1.6",
        "| onednn | 14 | no primitive |",
        "| torch | 14 | in place: 3 bounds off |",
    ):
        assert line in text.splitlines()


def test_passes_merge_round_by_round():
    (m,) = stats.merged([canned(), canned()])
    assert len(m.rounds) == 4
    assert math.isclose(m.lead("torch"), 1.1)


def test_targets_follow_shape_type_and_threads():
    rate = {p.name: targets.copy_rate(p, 2, 1 << 20) for p in points.ALL}
    assert rate["18"] == 0.97 and rate["20"] == 0.95 and rate["22"] == 0.95
    assert rate["1"] is None and rate["27"] == 0.85
    assert targets.copy_rate(points.NAMED["27"], 1, 1 << 20) is None


def test_plot_draws(tmp_path):
    pytest.importorskip("matplotlib")
    from bench import plot

    source = tmp_path / "rounds.json"
    source.write_text(json.dumps(canned()))
    plot.main(source, tmp_path / "plot.svg")
    assert "layer_norm" in (tmp_path / "plot.svg").read_text()
