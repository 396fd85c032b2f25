"""Each law, executed in f64 for every op that claims it, and refuted where none does.

The claims are read twice: off the op descriptions ("Law: ...") and off the
methods that the ops implement. Both must be what the forms below show.
"""

import pathlib
import re
from dataclasses import dataclass, field

import numpy as np
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHAPE = (2, 6, 4)
TYPE = "tensor<2x6x4xf64>"
# The law's words in a description, and the method that claims it.
LAWS = {
    "shift invariant": "isShiftInvariant",
    "scale invariant": "isScaleInvariant",
    "idempotent": "isIdempotent",
    "odd": "isOdd",
}
MOMENTS = {"shift invariant", "scale invariant", "idempotent", "odd"}
LENGTH = MOMENTS - {"shift invariant"}


@dataclass
class Form:
    """One way to write an op, the laws it has, and where a constant may vary."""

    op: str
    words: str
    laws: set = field(default_factory=set)
    rows: tuple = (2, 1, 1)
    results: int = 1
    # Laws that hold although no rewrite needs to know.
    unclaimed: set = field(default_factory=set)

    def of(self, result, operand):
        line = f"%{result}:{self.results} = norm.{self.op} %{operand} {self.words} : {TYPE}"
        return line.replace("EPS", "epsilon 0.0")


FORMS = {
    "layer_norm": Form("layer_norm", "over [1, 2] EPS", MOMENTS),
    "layer_norm_unbiased": Form("layer_norm", "over [1, 2] EPS ddof 1", MOMENTS),
    "rms_norm": Form("rms_norm", "over [1, 2] EPS", LENGTH),
    "rms_norm_partial": Form("rms_norm", "over [2] partial 3 EPS", LENGTH, (2, 6, 1)),
    "rms_norm_compressed": Form("rms_norm", "over [2] compressed EPS", LENGTH, (2, 6, 1)),
    "group_norm": Form("group_norm", "groups 3 EPS", MOMENTS, (2, 3, 1)),
    "group_norm_unbiased": Form("group_norm", "groups 2 EPS ddof 1", MOMENTS, (2, 2, 1)),
    "batch_norm": Form("batch_norm", "mean(%v : f64) variance(%v : f64) EPS", rows=(1, 6, 1)),
    "batch_norm_training": Form("batch_norm_training", "EPS", MOMENTS, (1, 6, 1), 3),
    "lp_norm_l1": Form("lp_norm", "l1 over [1, 2] EPS", LENGTH),
    "lp_norm_l2": Form("lp_norm", "l2 over [0, 2] EPS", LENGTH, (1, 6, 1)),
    "lp_norm_linf": Form("lp_norm", "linf over [1] EPS epsilon_mode outside", LENGTH, (2, 1, 4)),
    "softmax": Form("softmax", "over [1, 2]", {"shift invariant"}),
    "softmax_of_scaled_masked": Form(
        "softmax", "scale(%v : f64) mask(%x : TYPE) over [1]", {"shift invariant"}, (2, 1, 4)
    ),
    "softmax_of_scaled_elements": Form("softmax", "scale(%x : TYPE) over [1, 2]"),
    "softmax_with_sink": Form("softmax", "sink(%v : f64) over [1, 2]"),
    "log_softmax": Form(
        "log_softmax", "over [1, 2]", {"shift invariant"}, unclaimed={"idempotent"}
    ),
    "log_softmax_with_sink": Form("log_softmax", "sink(%v : f64) over [1, 2]"),
    "dyt": Form("dyt", "alpha(%v : f64)", {"odd"}, SHAPE),
    "derf": Form("derf", "alpha(%v : f64)", {"odd"}, SHAPE),
    "derf_with_shift": Form("derf", "alpha(%v : f64) shift(%v : f64)", rows=SHAPE),
}
# What each law compares, and with which sign: the plain result is `y`.
SIDES = {"shift invariant": "shifted", "scale invariant": "scaled", "odd": "negated"}
OPERANDS = ["x", *SIDES.values()]


def constants(form):
    """A constant for each row, spread over the input's shape."""
    values = np.random.default_rng(7).uniform(0.5, 2.0, form.rows)
    return np.repeat(values, SHAPE[1] // form.rows[1], axis=1) if form.rows[1] > 1 else values


def operands(form, x):
    moved = {"x": x, "shifted": x + constants(form), "scaled": x * constants(form), "negated": -x}
    return [moved[name] for name in OPERANDS]


def function(form):
    """All sides of all laws: n(x), n(x + c), n(a x), n(-x), n(n(x))."""
    names = [f"%{name}" for name in OPERANDS]
    lines = [form.of(f"n_{name}", name) for name in OPERANDS]
    lines.append(form.of("twice", "n_x#0"))
    returned = [f"%n_{name}#0" for name in OPERANDS] + ["%twice#0"]
    types = ", ".join([TYPE] * len(returned))
    body = "\n  ".join(lines).replace("TYPE", TYPE)
    return f"""func.func @main({", ".join(f"{name}: {TYPE}" for name in names)}) -> ({types}) {{
  %v = arith.constant 0.75 : f64
  {body}
  return {", ".join(returned)} : {types}
}}
"""


def holds(law, results):
    y, *others, twice = results
    other = twice if law == "idempotent" else others[list(SIDES).index(law)]
    return np.abs(other - (-y if law == "odd" else y)).max() < 1e-12


@pytest.mark.parametrize("name", FORMS)
def test_laws(name, program, tmp_path):
    form = FORMS[name]
    (tmp_path / "laws.mlir").write_text(function(form))
    words = []
    x = np.random.default_rng(3).normal(size=SHAPE)
    for i, array in enumerate(operands(form, x)):
        np.save(tmp_path / f"in{i}.npy", array)
        words += ["--arg", tmp_path / f"in{i}.npy"]
    saved = [tmp_path / f"out{i}.npy" for i in range(len(OPERANDS) + 1)]
    words += [word for path in saved for word in ("--save", path)]
    program("norm-run", tmp_path / "laws.mlir", "--pipeline", "norm-to-llvm", *words)
    results = [np.load(path) for path in saved]
    found = {law for law in LAWS if holds(law, results)}
    assert found == form.laws | form.unclaimed


def described(text):
    """The laws that a description names."""
    laws = re.search(r"\n\s*Laws?:(.*?)(Constraints|\n\n)", text, re.S)
    return {law for law in LAWS if laws and law in " ".join(laws[1].split())}


def test_claims_are_complete():
    rooms = ROOT / "include/norm/IR/Ops"
    for path in rooms.glob("*.td"):
        text = path.read_text()
        op = re.search(r"def Norm_(\w+)Op\b[^\"]*\"(\w+)\"", text)
        code = (ROOT / f"lib/IR/Ops/{path.stem}.cpp").read_text()
        implemented = {law for law, method in LAWS.items() if f"bool {op[1]}Op::{method}" in code}
        shown = set().union(*(form.laws for form in FORMS.values() if form.op == op[2]))
        assert described(text) == implemented == shown, path.stem
