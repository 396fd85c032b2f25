"""Cases drawn by lot: op, type, shape, dimensions, operands, attributes and plan."""

import math

import numpy as np

from . import plan, rows
from .cases import OPERANDS, Case
from .recipes import RECIPES

# Around the vectors of every width, and not a multiple of any.
EXTENTS = (0, 1, 1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 24, 31, 33, 48, 64, 65, 100, 129, 257, 700)
MOST_ELEMENTS = 20000
CHANNELS = 6
ALGORITHMS = {
    "softmax": ("three_pass", "online", "mantissa_exponent"),
    "moments": ("two_pass", "welford", "shifted"),
}


def _shape(op, rng):
    """Rank 1 to 5; the channel's extent divides into every number of groups."""
    while True:
        shape = [int(n) for n in rng.choice(EXTENTS, rng.integers(1, 6))]
        channel = int(rng.integers(len(shape)))
        if op == "group_norm":
            if len(shape) == 1:
                continue
            channel = max(channel, 1)
        if op in plan.BY_CHANNEL:
            shape[channel] = CHANNELS * int(rng.integers(1, 4))
        # Operands along some dimensions have elements where the input has none.
        if math.prod(max(n, 1) for n in shape) <= MOST_ELEMENTS:
            return tuple(shape), channel


def _layout(op, rng):
    """The shape, the dims, the channel."""
    shape, channel = _shape(op, rng)
    if op in plan.BY_CHANNEL:
        return shape, plan.reduced(op, len(shape), channel), channel
    count = rng.integers(1, len(shape) + 1)
    dims = tuple(sorted(int(axis) for axis in rng.permutation(len(shape))[:count]))
    return shape, dims, -1


def _lies_in_row(case):
    """Whether neighbors in memory belong to one row; None where that is not obvious."""
    if case.op == "group_norm" or len(case.attributes.get("requests", [0])) > 1:
        return None
    if case.op in ("dyt", "derf", "batch_norm"):
        return True
    wide = [axis for axis, n in enumerate(case.x.shape) if n != 1]
    if not wide or not set(wide) & set(case.dims):
        return None
    return wide[-1] in case.dims


def _schedules(case, lanes):
    in_row = _lies_in_row(case)
    if in_row is None:
        return [None]
    if not in_row:
        return [None, "tile"]
    held = 4 * -(-case.row_length // lanes)
    last = case.dims == (case.x.ndim - 1,) and not set(case.dynamic) & set(case.dims)
    fits = last and 0 < held <= 16 and case.op not in ("dyt", "derf", "batch_norm")
    return [None, "sweeps", *(["registers"] if fits else [])]


def _algorithm(op, rng):
    if op in plan.SOFTMAX_OPS:
        return [f"softmax = {rng.choice(ALGORITHMS['softmax'])}"]
    if op in plan.CENTERED_OPS and op != "moments":
        return [f"moments = {rng.choice(ALGORITHMS['moments'])}"]
    return []


def _plan(case, rng):
    """Some words of a plan, each one that every machine can follow."""
    most = 2 if case.compute == "f64" else 4
    lanes = int(2 ** rng.integers(0, int(math.log2(most)) + 1))
    drawn = {
        "schedule": rng.choice(_schedules(case, lanes)),
        "lanes": lanes,
        "vectors": rng.integers(1, 9),
        "rows": rng.integers(1, 5),
        "threads": rng.integers(1, 3),
        "stores": rng.choice(["cached", "streaming"]),
        "prefetch": rng.integers(1, 20),
    }
    words = [f"{key} = {word}" for key, word in drawn.items() if word and rng.random() < 0.5]
    if drawn["schedule"] == "registers" and f"lanes = {lanes}" not in words:
        words.append(f"lanes = {lanes}")
    return ", ".join([*(_algorithm(case.op, rng) if rng.random() < 0.7 else []), *words])


def draw(rng):
    """One case."""
    op, dtype = str(rng.choice(list(RECIPES))), str(rng.choice(list(rows.TYPES)))
    shape, dims, channel = _layout(op, rng)
    settled = (plan.settle(recipe, shape, dims) for recipe in RECIPES[op])
    recipe = rng.choice([recipe for recipe in settled if recipe is not None])
    case = Case(op, "", dtype, np.zeros(shape), dims, channel)
    case.attributes = {key: value for key, value in recipe.items() if key not in OPERANDS}
    plan.complete(case)
    stretched = [axis for axis, n in enumerate(shape) if n != 1]
    case.dynamic = tuple(axis for axis in stretched if rng.random() < 0.3)
    case.x = plan.fill(case, rng, first=int(rng.integers(100)))
    case.operands = {
        key: plan.operand(key, form, case, rng) for key, form in recipe.items() if key in OPERANDS
    }
    case.plan = _plan(case, rng)
    case.label = f"{op} {dtype} {shape} over {dims}, dynamic {case.dynamic}: {recipe}, {case.plan}"
    return case
