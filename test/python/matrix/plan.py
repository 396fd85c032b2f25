"""Which cases there are: layouts times recipes, each op and type with all of both."""

import math
import zlib

import numpy as np

from . import rows
from .cases import Case

# Where the row lies, for ops with `dims`; each layout is taken static and dynamic.
LAYOUTS = [
    ("last", (7, 33), (1,)),
    ("first", (17, 6), (0,)),
    ("several", (2, 3, 4, 5), (2, 3)),
    ("not adjacent", (3, 4, 5), (0, 2)),
    ("rank 1", (37,), (0,)),
    ("rank 5", (2, 3, 2, 3, 4), (1, 3)),
    ("rank 6", (2, 1, 3, 2, 2, 3), (0, 2, 5)),
    ("all", (4, 6), (0, 1)),
    ("n = 1", (5, 1), (1,)),
    ("n = 0", (3, 0), (1,)),
    ("no rows", (0, 4), (1,)),
    ("long", (2, 1031), (1,)),
]
# Where the channel lies, for ops with `channel_dim`; six channels at least, or none.
CHANNELS = [
    ("second of 4", (3, 6, 2, 4), 1),
    ("last of 4", (2, 3, 4, 6), 3),
    ("second of 2", (9, 6), 1),
    ("middle", (2, 5, 6, 3), 2),
    ("second of 6", (2, 6, 1, 2, 1, 3), 1),
    ("one sample", (1, 6, 11), 1),
    ("no samples", (0, 6, 2), 1),
    ("no space", (2, 6, 0), 1),
    ("first", (6, 14), 0),
    ("rank 1", (6,), 0),
]

AFFINE = {"scale": "along", "bias": "along"}
MOMENTS = ("mean", "raw_second", "central_second")
CENTERED = [
    {},
    {**AFFINE, "epsilon": 1e-12},
    {"epsilon_mode": "outside", "scale": "scalar", "bias": "unit"},
    {"ddof": 1, "bias": "full:f32"},
    {"epsilon_mode": "clamp", "epsilon": 1e-3, "scale": "unit"},
    {**AFFINE, "narrow": "before_scale", "epsilon": 1e-3},
    {**AFFINE, "narrow": "statistics", "epsilon": 1e-3},
    {"compute": "f64", "scale": "along:f32", "bias": "scalar:f64"},
    {"epsilon": 0.0},
]
RECIPES = {
    "layer_norm": CENTERED,
    "rms_norm": [
        *(recipe for recipe in CENTERED if "ddof" not in recipe),
        {"partial": 1, "scale": "along"},
        {"partial": 2, "epsilon_mode": "clamp"},
        {"compressed": True, "bias": "along"},
    ],
    "group_norm": [{**recipe, "groups": groups} for recipe, groups in zip(CENTERED, (3, 1, 6, 2, 3, 2, 3, 6, 2))],
    "batch_norm": [{**recipe, "mean": "along", "variance": "along"} for recipe in CENTERED if "ddof" not in recipe],
    "batch_norm_training": [recipe for recipe in CENTERED if "ddof" not in recipe],
    "lp_norm": [
        {"order": order, **more}
        for order, more in zip((2, 1, math.inf) * 4, (
            {"epsilon": 1e-12, "epsilon_mode": "clamp"}, AFFINE, {"epsilon": 0.0, "epsilon_mode": "outside"},
            {"scale": "scalar"}, {"epsilon_mode": "clamp", "bias": "unit"}, {"epsilon_mode": "clamp", "scale": "full"},
            {"epsilon": 0.0}, {"epsilon_mode": "outside", "compute": "f64"}, {"epsilon_mode": "outside", **AFFINE},
            {"narrow": "before_scale", **AFFINE}, {"narrow": "statistics", "epsilon": 1e-3, "scale": "along"},
        ))
    ],  # fmt: skip
    "moments": [
        {"requests": ("mean",)},
        {"requests": MOMENTS},
        {"requests": ("central_second",), "ddof": 1},
        {"requests": ("raw_second", "mean last"), "compute": "f64"},
        {"requests": ("mean last", "central_second")},
    ],
    "softmax": [
        {},
        {"lse": True, "scale": "scalar"},
        {"mask": "full"},
        {"mask": "full:i1", "on_empty": "zero"},
        {"sink": "row", "lse": True},
        {"mask": "unit:i1", "scale": "scalar:f32"},
        {"sink": "scalar", "mask": "unit:f32"},
        {"on_empty": "zero", "lse": True},
        {"compute": "f64", "scale": "row"},
    ],
    "dyt": [
        {"alpha": "scalar"},
        {"alpha": "scalar:f32", **AFFINE},
        {"alpha": "along", "bias": "scalar"},
        {"alpha": "full", "scale": "unit", "compute": "f64"},
        {"alpha": "scalar", "narrow": "before_scale", **AFFINE},
        {"alpha": "unit", "channel_dim": 0, **AFFINE},
    ],
}
RECIPES["log_softmax"] = RECIPES["softmax"]
RECIPES["derf"] = [
    {**recipe, **({"shift": form} if form else {})}
    for recipe, form in zip(RECIPES["dyt"], ("", "scalar", "along:f32", "scalar", "", "along"))
]
BY_CHANNEL = ("group_norm", "batch_norm", "batch_norm_training")
FORMS = {"mean", "variance", "alpha", "shift", "scale", "bias", "mask", "sink"}


def _operand(name, form, case, rng):
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
    """The rows whose statistics `compute` can hold; beyond them the formula's inf or NaN is a matter of rounding."""
    if attributes.get("narrow") == "statistics":
        return {name: {**rows.PLAIN, **rows.NOT_FINITE}[name] for name in ("normal", "equal", "one nan")}
    kinds = {**rows.PLAIN, **rows.EXTREME, **rows.NOT_FINITE}
    if "softmax" in op:
        kinds |= rows.LOGITS
    if attributes.get("epsilon") == 0.0 and dtype != "f16":
        del kinds["subnormal"]
    return kinds


def _fill(case, rng, first):
    """The input: each row, or each group of channels, of another kind."""
    kinds = _row_kinds(case.op, case.dtype, case.attributes)
    if case.op != "group_norm":
        return rows.fill(case.x.shape, case.dims, case.dtype, rng, kinds, first)
    moved = np.moveaxis(case.x, case.channel_dim, 1).shape
    groups = case.attributes["groups"]
    grouped = (moved[0], groups, moved[1] // groups, math.prod(moved[2:]))
    filled = rows.fill(grouped, (2, 3), case.dtype, rng, kinds, first)
    return np.moveaxis(filled.reshape(moved), 1, case.channel_dim)


def _settle(attributes, shape, dims):
    """The attributes as this layout admits them, or None."""
    attributes = dict(attributes)
    if attributes.get("compressed") and len(dims) != 1:
        return None
    if "partial" in attributes and attributes["partial"] > shape[dims[-1]]:
        return None
    if "requests" in attributes:
        places = {"": dims, "last": (len(shape) - 1,)}
        attributes["requests"] = [
            (kind, places[place]) for kind, _, place in (request.partition(" ") for request in attributes["requests"])
        ]
    return attributes


def _layouts(op):
    """Label, shape, dims, channel_dim for each layout of an op."""
    if op not in BY_CHANNEL:
        return [(label, shape, dims, -1) for label, shape, dims in LAYOUTS]
    kept = {"group_norm": lambda axis, channel: axis == 0}.get(op, lambda axis, channel: axis == channel)
    return [
        (label, shape, tuple(axis for axis in range(len(shape)) if not kept(axis, channel)), channel)
        for label, shape, channel in CHANNELS
        if op != "group_norm" or channel > 0
    ]


def cases(op, dtype):
    """All cases of an op on a type: every layout static and dynamic, the recipes dealt out in turn."""
    rng = np.random.default_rng(zlib.crc32(f"{op} {dtype}".encode()))
    spots = [(*layout, dynamic) for layout in _layouts(op) for dynamic in (False, True)]
    first = int(rng.integers(len(RECIPES[op])))
    return [_case(op, dtype, spot, first + i, rng) for i, spot in enumerate(spots)]


def _case(op, dtype, spot, number, rng):
    label, shape, dims, channel, dynamic = spot
    recipes = RECIPES[op]
    turns = (_settle(recipes[(number + k) % len(recipes)], shape, dims) for k in range(len(recipes)))
    recipe = next(turn for turn in turns if turn is not None)
    case = Case(op, "", dtype, np.zeros(shape), dims, channel)
    case.attributes = {key: value for key, value in recipe.items() if key not in FORMS}
    _complete(case)
    if dynamic:
        case.dynamic = tuple(axis for axis in range(len(shape)) if shape[axis] != 1 and rng.random() < 0.7)
    case.x = _fill(case, rng, first=number)
    case.operands = {key: _operand(key, form, case, rng) for key, form in recipe.items() if key in FORMS}
    case.label = f"{label}, {'dynamic' if dynamic else 'static'}: {recipe}"
    return case


def _complete(case):
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
