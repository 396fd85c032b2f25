"""What is drawn around a case: the ops that hand it its input, and those that take its results."""

import re

import numpy as np

from . import lots
from .cases import Case
from .consumers import CONSUMERS, ELEMENTWISE, quantize
from .flow import least
from .fused import Fused
from .producers import PRODUCERS, SOURCES


def sibling(fused, rng):
    """Another normalizer that reads the same rows."""
    case = fused.case
    ops = ["softmax", "log_softmax"]
    if "softmax" not in case.op and case.attributes.get("narrow") != "statistics":
        ops += ["rms_norm", "layer_norm", "moments"]
    op = str(rng.choice(ops))
    other = Case(op, "", case.dtype, case.x, case.dims, dynamic=case.dynamic)
    other.attributes = {"over": case.dims, "epsilon": 1e-3}
    if "softmax" in op:
        del other.attributes["epsilon"]
    if op == "moments":
        other.attributes = {"requests": [("mean", case.dims), ("raw_second", case.dims)]}
    fused.give(*fused.norm(other))


def prepare(case):
    """The case as it can be fused."""
    # A body that is cut, or has the rows of others, cannot follow all its words.
    unfit = {"group_norm": "moments"}.get(case.op)
    if case.op in ("dyt", "derf", "batch_norm"):
        unfit = "schedule"
    case.plan = re.sub(rf"{unfit} = \w+(, )?", "", case.plan)
    if case.dtype == "bf16":
        # Rounding to bf16 may take a subnormal for zero (`norm-round-to-bf16`).
        case.x = np.where(np.abs(case.x) < least("bf16"), 0.0, case.x)
    return case


def produce(fused, rng):
    """What the case reads; the names of the producers."""
    source = rng.choice(SOURCES)
    x = source(fused, rng)
    makers = list(rng.choice(PRODUCERS, rng.integers(0, 3)))
    for maker in makers:
        x = maker(fused, x, rng)
    fused.case.x = x.array
    fused.rename(x, "x")
    return [maker.__name__ for maker in (source, *makers)]


def consume(fused, y, takers, rng):
    """Hands on `y`; the names of the consumers."""
    for taker in takers:
        if rng.random() < 0.25:
            fused.give(y)
        y = taker(fused, y, rng)
    if fused.case.op != "moments" and fused.case.dims and rng.random() < 0.2:
        quantize(fused, y, rng)
        takers = [*takers, quantize]
    else:
        fused.give(y)
    return [taker.__name__ for taker in takers]


@np.errstate(all="ignore")
def draw(rng):
    """A case with its surroundings."""
    fused = Fused(lots.draw(rng))
    case = prepare(fused.case)
    before = produce(fused, rng)
    y, *statistics = fused.norm(case)
    fused.give(*statistics)
    takers = []
    if case.op != "moments":
        choices = CONSUMERS if case.dims else ELEMENTWISE
        takers = list(rng.choice(choices, rng.choice([0, 1, 1, 2, 3])))
    if case.dims and rng.random() < 0.2:
        sibling(fused, rng)
    after = consume(fused, y, takers, rng)
    fused.label = f"{case.label} [{' '.join([*before, '*', *after])}]"
    return fused
