"""Which cases there are: layouts times recipes, each op and type with all of both."""

import math
import zlib

import numpy as np

from . import rows
from .cases import OPERANDS, Case
from .recipes import CHANNELS, LAYOUTS, RECIPES

SOFTMAX_OPS = ("softmax", "log_softmax")
CENTERED_OPS = ("layer_norm", "group_norm", "batch_norm_training", "moments")
BY_CHANNEL = ("group_norm", "batch_norm", "batch_norm_training")


def operand(name, form, case, rng):
    """An operand in one of the forms of the operand rule; its element type follows a colon."""
    form, _, element = form.partition(":")
    shape, dims = case.x.shape, case.dims if case.channel_dim < 0 else (case.channel_dim,)
    if form == "scalar":
        shape = ()
    elif form == "along":
        shape = tuple(shape[dim] for dim in dims)
    elif form == "unit":
        shape = tuple(1 if axis == len(shape) - 1 else n for axis, n in enumerate(shape))
    elif form == "row":
        shape = tuple(1 if axis in case.dims else n for axis, n in enumerate(shape))
    case.types[name] = element or case.dtype
    if element == "i1":
        return rng.random(shape) < 0.6
    values = rng.standard_normal(shape)
    if name == "variance":
        values = rng.uniform(0.1, 4.0, shape)
    if name == "mask":
        values = np.where(rng.random(shape) < 0.3, -math.inf, values)
    if name == "scale" and "softmax" in case.op:
        values = 0.25 * np.tanh(values)
    return rows.rounded(values, case.types[name])


def _row_kinds(op, dtype, attributes):
    """The rows whose statistics `compute` can hold: beyond, inf and NaN depend on roundings."""
    if attributes.get("narrow") == "statistics":
        known = {**rows.PLAIN, **rows.NOT_FINITE}
        return {name: known[name] for name in ("normal", "equal", "one nan")}
    kinds = {**rows.PLAIN, **rows.EXTREME, **rows.NOT_FINITE}
    if "softmax" in op:
        kinds |= rows.LOGITS
    if attributes.get("epsilon") == 0.0 and dtype != "f16":
        del kinds["subnormal"]
    return kinds


def fill(case, rng, first):
    """The input: each row, or each group of channels, of another kind."""
    kinds = _row_kinds(case.op, case.dtype, case.attributes)
    if case.op != "group_norm":
        return rows.fill(case.x.shape, case.dims, case.dtype, rng, kinds, first)
    moved = np.moveaxis(case.x, case.channel_dim, 1).shape
    groups = case.attributes["groups"]
    grouped = (moved[0], groups, moved[1] // groups, math.prod(moved[2:]))
    filled = rows.fill(grouped, (2, 3), case.dtype, rng, kinds, first)
    return np.moveaxis(filled.reshape(moved), 1, case.channel_dim)


def settle(attributes, shape, dims):
    """The attributes as this layout admits them, or None."""
    attributes = dict(attributes)
    if attributes.get("compressed") and len(dims) != 1:
        return None
    if "partial" in attributes and attributes["partial"] > shape[dims[-1]]:
        return None
    if "requests" in attributes:
        places = {"": dims, "last": (len(shape) - 1,)}
        attributes["requests"] = [
            (kind, places[place])
            for kind, _, place in (request.partition(" ") for request in attributes["requests"])
        ]
    return attributes


def reduced(op, rank, channel):
    """All dimensions but one: the batch, or the channel."""
    kept = 0 if op == "group_norm" else channel
    return tuple(axis for axis in range(rank) if axis != kept)


def _layouts(op):
    """Label, shape, dims, channel_dim for each layout of an op."""
    if op not in BY_CHANNEL:
        return [(label, shape, dims, -1) for label, shape, dims in LAYOUTS]
    return [
        (label, shape, reduced(op, len(shape), channel), channel)
        for label, shape, channel in CHANNELS
        if op != "group_norm" or channel > 0
    ]


def cases(op, dtype):
    """The cases of an op on a type: every layout static and dynamic, the recipes in turn."""
    rng = np.random.default_rng(zlib.crc32(f"{op} {dtype}".encode()))
    spots = [(*layout, dynamic) for layout in _layouts(op) for dynamic in (False, True)]
    first = int(rng.integers(len(RECIPES[op])))
    return [_case(op, dtype, spot, first + i, rng) for i, spot in enumerate(spots)]


def _case(op, dtype, spot, number, rng):
    label, shape, dims, channel, dynamic = spot
    recipes = RECIPES[op]
    turns = (
        settle(recipes[(number + k) % len(recipes)], shape, dims) for k in range(len(recipes))
    )
    recipe = next(turn for turn in turns if turn is not None)
    case = Case(op, "", dtype, np.zeros(shape), dims, channel)
    case.attributes = {key: value for key, value in recipe.items() if key not in OPERANDS}
    complete(case)
    if dynamic:
        stretched = [axis for axis in range(len(shape)) if shape[axis] != 1]
        case.dynamic = tuple(rng.permutation(stretched)[: rng.integers(1, len(stretched) + 1)])
    case.x = fill(case, rng, first=number)
    case.operands = {
        key: operand(key, form, case, rng) for key, form in recipe.items() if key in OPERANDS
    }
    case.label = f"{label}, {'dynamic' if dynamic else 'static'}: {recipe}"
    return case


def complete(case):
    """The attributes that the op demands or that the layout decides."""
    if case.op in BY_CHANNEL:
        case.attributes["channel_dim"] = case.channel_dim
    elif case.op in ("dyt", "derf"):
        case.channel_dim = case.attributes.get("channel_dim", -1)
        case.dims = (case.channel_dim % case.x.ndim,)
    else:
        case.attributes["over"] = case.dims
    if case.op not in ("dyt", "derf", "softmax", "log_softmax", "moments"):
        case.attributes.setdefault("epsilon", 1e-5)
    if case.op == "moments":
        del case.attributes["over"]
