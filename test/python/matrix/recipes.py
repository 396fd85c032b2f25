"""Where rows lie, and the attributes and operands of each op.

An operand is given by its form: `along` the dims (or the channel), `full` like
the input, `unit` with a last extent of 1, `row` with extent 1 along the dims,
`scalar`; after a colon its element type, if it is not the input's. A moment is
over the dims of the layout, or over the `last`.
"""

import math

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
    {"epsilon_mode": "outside", "epsilon": 0.25, "scale": "scalar", "bias": "unit"},
    {"ddof": 1, "bias": "full:f32"},
    {"epsilon_mode": "clamp", "epsilon": 0.5, "scale": "unit"},
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
        {"partial": 2, "epsilon_mode": "clamp", "epsilon": 0.5},
        {"compressed": True, "bias": "along"},
    ],
    "group_norm": [
        {**recipe, "groups": groups}
        for recipe, groups in zip(CENTERED, (3, 1, 6, 2, 3, 2, 3, 6, 2), strict=True)
    ],
    "batch_norm": [
        {**recipe, "mean": "along", "variance": "along"}
        for recipe in CENTERED
        if "ddof" not in recipe
    ],
    "batch_norm_training": [recipe for recipe in CENTERED if "ddof" not in recipe],
    "lp_norm": [
        {"order": 2, "epsilon_mode": "clamp", "epsilon": 1e-12},
        {"order": 1, **AFFINE},
        {"order": math.inf, "epsilon_mode": "outside", "epsilon": 0.0},
        {"order": 2, "scale": "scalar"},
        {"order": 1, "epsilon_mode": "clamp", "epsilon": 2.0, "bias": "unit"},
        {"order": math.inf, "epsilon_mode": "clamp", "epsilon": 1.0, "scale": "full"},
        {"order": 2, "epsilon": 0.0},
        {"order": 1, "epsilon_mode": "outside", "epsilon": 0.25, "compute": "f64"},
        {"order": math.inf, "epsilon_mode": "outside", "epsilon": 0.25, **AFFINE},
        {"order": 2, "narrow": "before_scale", **AFFINE},
        {"order": 1, "epsilon": 1e-3, "narrow": "statistics", "scale": "along"},
    ],
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
SHIFTS = ({}, {"shift": "scalar"}, {"shift": "along:f32"}) * 2
RECIPES["derf"] = [{**dyt, **shift} for dyt, shift in zip(RECIPES["dyt"], SHIFTS, strict=True)]
