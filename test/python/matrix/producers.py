"""What hands a case its input: each op rounds once, so that the witness knows the bits."""

import math

import numpy as np

from .flow import Value
from .rows import rounded
from .spelling import WIDER, constant

MASKED = {"f16": -6e4, "bf16": -1e30, "f32": -1e30, "f64": -1e30}
INFINITY = {"f16": "0xFC00", "bf16": "0xFF80", "f32": "0xFF800000", "f64": "0xFFF0000000000000"}

# The first value, of an argument.


def plain(fused, rng):
    case = fused.case
    return fused.argument("raw", case.x, case.dtype)


def cast(fused, rng):
    case = fused.case
    narrower = [t for t, wider in WIDER.items() if case.dtype in wider]
    source = str(rng.choice([*narrower, *WIDER[case.dtype]]))
    raw = fused.argument("raw", rounded(case.x, source), source)
    result = Value(fused.name("cast"), rounded(raw.array, case.dtype), case.dtype, raw.axes)
    return fused.op("arith.extf" if source in narrower else "arith.truncf", [raw], result)


def dequantize(fused, rng):
    case, t = fused.case, fused.case.dtype
    raw = fused.argument("raw", rng.integers(-128, 128, case.x.shape).astype(np.float64), "i8")
    kept = tuple(axis for axis in raw.axes if axis not in case.dims)
    shape = [case.x.shape[axis] for axis in kept]
    # A product that f32 holds is the same if it is fused with a sum.
    scale = rounded(rng.uniform(0.001, 0.1, shape), "bf16" if t != "f16" else t)
    array = rounded(raw.array * np.expand_dims(scale, case.dims), t)
    scale = fused.argument("step", scale, t, kept)
    body = [f"%f = arith.sitofp %v0 : i8 to {t}", f"%w = arith.mulf %f, %v1 : {t}"]
    return fused.map(body, [raw, scale], Value(fused.name("dequantized"), array, t, raw.axes))


# From one value to another of the same element type.


def residual(fused, x, rng):
    other = rounded(rng.standard_normal(x.array.shape), x.element)
    other = fused.argument("r", other, x.element)
    array = rounded(x.array + other.array, x.element)
    total = fused.op("arith.addf", [x, other], Value(fused.name("sum"), array, x.element, x.axes))
    if rng.random() < 0.5:
        fused.give(total)
    return total


def add_bias(fused, x, rng):
    axis = x.axes[-1]
    bias = rounded(rng.standard_normal(x.array.shape[axis]), x.element)
    array = rounded(x.array + bias, x.element)
    bias = fused.argument("bias_", bias, x.element, (axis,))
    result = Value(fused.name("biased"), array, x.element, x.axes)
    return fused.map([f"%w = arith.addf %v0, %v1 : {x.element}"], [x, bias], result)


def mask_and_scale(fused, x, rng):
    t, keep = x.element, rng.random(x.array.shape) < 0.8
    factor, low = 0.3, 0.0
    if "softmax" in fused.case.op:
        low = rng.choice([-math.inf, MASKED[t]])
    array = rounded(x.array * rounded(factor, t), t)
    array = np.where(keep, array, rounded(low, t))
    keep = fused.argument("keep", keep, "i1")
    low_text = f"{low:.17e}" if math.isfinite(low) else INFINITY[t]
    body = [
        constant(factor, t, "c"),
        f"%low = arith.constant {low_text} : {t}",
        f"%s = arith.mulf %v0, %c : {t}",
        f"%w = arith.select %v1, %s, %low : {t}",
    ]
    return fused.map(body, [x, keep], Value(fused.name("masked"), array, t, x.axes))


SOURCES = (plain, plain, cast, dequantize)
PRODUCERS = (residual, add_bias, mask_and_scale)
