"""What is drawn around a case: the ops that hand it its input, and those that take its results."""

import math
import re

import numpy as np

from . import lots, rows
from .cases import Case
from .flow import Value, least, rounds
from .fused import Fused
from .rows import eps, rounded

WIDER = {"f16": ("f32", "f64"), "bf16": ("f32", "f64"), "f32": ("f64",), "f64": ()}
MASKED = {"f16": -6e4, "bf16": -1e30, "f32": -1e30, "f64": -1e30}


def constant(value, element, name):
    return f"%{name} = arith.constant {value:.17e} : {element}"


# Producers: each takes a value and hands on another of the same element type.


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


INFINITY = {"f16": "0xFC00", "bf16": "0xFF80", "f32": "0xFF800000", "f64": "0xFFF0000000000000"}
PRODUCERS = (residual, add_bias, mask_and_scale)


# What makes the first value of an argument.


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


# Consumers: each takes a value that errs and hands on another.


def widened(body, elements, result, calc):
    """A body written on `%a0`, `%a1` and `%b` in one type, for operands and a result of others."""
    lines = list(body)
    for i, element in reversed(list(enumerate(elements))):
        if element == calc:
            lines = [re.sub(rf"%a{i}\b", f"%v{i}", line) for line in lines]
        else:
            lines.insert(0, f"%a{i} = arith.extf %v{i} : {element} to {calc}")
    if result == calc:
        return [re.sub(r"%b\b", "%w", line) for line in lines]
    return [*lines, f"%w = arith.truncf %b : {calc} to {result}"]


def computed_in(element, rng):
    return element if element in ("f32", "f64") or rng.random() < 0.3 else "f32"


def silu_of(a, b, t, one="one"):
    return [
        constant(1.0, t, one),
        f"%n_{b} = arith.negf %{a} : {t}",
        f"%e_{b} = math.exp %n_{b} : {t}",
        f"%d_{b} = arith.addf %e_{b}, %{one} : {t}",
        f"%{b} = arith.divf %{a}, %d_{b} : {t}",
    ]


def gelu_body(t):
    return [
        constant(math.sqrt(0.5), t, "root"),
        constant(0.5, t, "half"),
        constant(1.0, t, "one"),
        f"%s = arith.mulf %a0, %root : {t}",
        f"%erf = math.erf %s : {t}",
        f"%p = arith.addf %erf, %one : {t}",
        f"%cdf = arith.mulf %p, %half : {t}",
        f"%b = arith.mulf %a0, %cdf : {t}",
    ]


def tanh_gelu_body(t):
    return [
        constant(0.044715, t, "c3"),
        constant(math.sqrt(2 / math.pi), t, "c1"),
        constant(0.5, t, "half"),
        constant(1.0, t, "one"),
        f"%s = arith.mulf %a0, %a0 : {t}",
        f"%sc = arith.mulf %s, %c3 : {t}",
        f"%p = arith.addf %sc, %one : {t}",
        f"%i = arith.mulf %a0, %p : {t}",
        f"%u = arith.mulf %i, %c1 : {t}",
        f"%tanh = math.tanh %u : {t}",
        f"%q = arith.addf %tanh, %one : {t}",
        f"%h = arith.mulf %q, %half : {t}",
        f"%b = arith.mulf %a0, %h : {t}",
    ]


def _silu(x):
    return x / (1 + np.exp(-x))


def _gelu(x):
    return x * (0.5 * (1 + np.vectorize(math.erf, otypes=[float])(x * math.sqrt(0.5))))


def _tanh_gelu(x):
    return x * (0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x * (1 + 0.044715 * x * x)))))


ACTIVATIONS = {
    "silu": (_silu, lambda t: silu_of("a0", "b", t)),
    "gelu": (_gelu, gelu_body),
    "tanh_gelu": (_tanh_gelu, tanh_gelu_body),
}


def activated(function, x, error, calc):
    """The slope is at most 1.13; what an activation rounds is relative to its argument."""
    array = function(x)
    error = 1.15 * error + 10 * eps(calc) * np.abs(x)
    return array, error


def activate(fused, y, rng):
    word = str(rng.choice(list(ACTIVATIONS)))
    function, body = ACTIVATIONS[word]
    t, calc = y.element, computed_in(y.element, rng)
    array, error = activated(function, y.array, y.error, calc)
    result = Value(fused.name(word), array, t, y.axes, rounds(array, error, t))
    return fused.map(widened(body(calc), [t], t, calc), [y], result)


def gate(fused, y, rng):
    """Times another tensor, or times its SiLU."""
    t, calc = y.element, computed_in(y.element, rng)
    z = fused.argument("gate", rounded(rng.standard_normal(y.array.shape), t), t)
    factor, error, body = z.array, 0.0, [f"%b = arith.mulf %a0, %a1 : {calc}"]
    if rng.random() < 0.5:
        factor, error = activated(_silu, z.array, 0.0, calc)
        error = error + least(calc)
        body = [*silu_of("a1", "g", calc), f"%b = arith.mulf %a0, %g : {calc}"]
    array = y.array * factor
    error = np.abs(factor) * y.error + np.abs(y.array) * error + y.error * error
    error = error + 0.5 * eps(calc) * np.abs(array)
    result = Value(fused.name("gated"), array, t, y.axes, rounds(array, error, t))
    return fused.map(widened(body, [t, t], t, calc), [y, z], result)


def add_residual(fused, y, rng):
    t = y.element
    r = fused.argument("r", rounded(rng.standard_normal(y.array.shape), t), t)
    array = y.array + r.array
    result = Value(fused.name("sum"), array, t, y.axes, rounds(array, y.error, t))
    return fused.op("arith.addf", [y, r], result)


def cast_result(fused, y, rng):
    t = y.element
    narrower = [name for name, wider in WIDER.items() if t in wider]
    other = str(rng.choice([*narrower, *WIDER[t]]))
    error = rounds(y.array, y.error, other)
    result = Value(fused.name("cast"), y.array, other, y.axes, error)
    return fused.op("arith.truncf" if other in narrower else "arith.extf", [y], result)


def normalize(fused, y, rng):
    """Another normalizer of the same rows."""
    op = str(rng.choice(["rms_norm", "layer_norm", "softmax", "log_softmax"]))
    case = Case(op, "", y.element, y.array, fused.case.dims, dynamic=fused.case.dynamic)
    case.attributes = {"over": fused.case.dims}
    if "softmax" not in op:
        case.attributes["epsilon"] = float(rng.choice([1e-5, 1e-3, 0.1]))
    return fused.norm(case, y)[0]


ELEMENTWISE = (activate, activate, gate, add_residual, cast_result)
CONSUMERS = (*ELEMENTWISE, normalize)


def quantize(fused, y, rng):
    """To int8 by the row's own greatest magnitude; returns the integers and the scale."""
    calc = "f64" if y.element == "f64" else "f32"
    body = widened([f"%b = math.absf %a0 : {calc}"], [y.element], calc, calc)
    size = Value(fused.name("size"), np.abs(y.array), calc, y.axes, y.error)
    top = fused.greatest(fused.map(body, [y], size))
    scale = np.maximum(top.array, 1e-30) / 127
    error = rounds(scale, top.error / 127 + eps(calc) * scale, calc)
    step = Value(fused.name("step"), scale, calc, top.axes, error)
    body = [
        constant(1e-30, calc, "c"),
        constant(127, calc, "n"),
        f"%m = arith.maximumf %v0, %c : {calc}",
        f"%w = arith.divf %m, %n : {calc}",
    ]
    fused.map(body, [top], step)
    scale, error = (np.expand_dims(a, fused.case.dims) for a in (scale, error))
    quotient = y.array / scale
    allowed = y.error / scale + np.abs(quotient) * (error / scale + 3 * eps(calc)) + 0.5
    # A row with NaN has no integers.
    allowed = np.where(np.isfinite(scale + quotient + allowed) & (error < 0.1 * scale), allowed, np.inf)
    integers = np.clip(np.nan_to_num(quotient, nan=0.0), -128, 127)
    body = [
        constant(-128, calc, "least"),
        constant(127, calc, "most"),
        f"%d = arith.divf %a0, %v1 : {calc}",
        f"%round = math.roundeven %d : {calc}",
        f"%low = arith.maximumf %round, %least : {calc}",
        f"%high = arith.minimumf %low, %most : {calc}",
        f"%w = arith.fptosi %high : {calc} to i8",
    ]
    body = widened(body, [y.element], calc, calc)
    q = Value(fused.name("q"), integers, "i8", y.axes, allowed)
    fused.map(body, [y, step], q)
    fused.give(q, step)


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


@np.errstate(all="ignore")
def draw(rng):
    """A case with its surroundings."""
    fused = Fused(lots.draw(rng))
    case = fused.case
    # A body that is cut, or has the rows of others, cannot follow all its words.
    unfit = {"group_norm": "moments"}.get(case.op)
    if case.op in ("dyt", "derf", "batch_norm"):
        unfit = "schedule"
    case.plan = re.sub(rf"{unfit} = \w+(, )?", "", case.plan)
    if case.dtype == "bf16":
        # Rounding to bf16 may take a subnormal for zero (`norm-round-to-bf16`).
        case.x = np.where(np.abs(case.x) < least("bf16"), 0.0, case.x)
    source = rng.choice([plain, plain, cast, dequantize])
    x = source(fused, rng)
    makers = list(rng.choice(PRODUCERS, rng.integers(0, 3)))
    for maker in makers:
        x = maker(fused, x, rng)
    case.x = x.array
    # The case reads what it calls x.
    fused.lines = [line.replace(f"%@{x.name}", "%@x") for line in fused.lines]
    fused.args = [("x" if name == x.name else name, *rest) for name, *rest in fused.args]
    x.name = "x"
    y, *statistics = fused.norm(case)
    fused.give(*statistics)
    takers = []
    if case.op == "moments":
        fused.give(y)
    else:
        choices = CONSUMERS if case.dims else ELEMENTWISE
        takers = list(rng.choice(choices, rng.choice([0, 1, 1, 2, 3])))
    if case.dims and rng.random() < 0.2:
        sibling(fused, rng)
    for taker in takers:
        if rng.random() < 0.25:
            fused.give(y)
        y = taker(fused, y, rng)
    if case.op != "moments" and case.dims and rng.random() < 0.2:
        quantize(fused, y, rng)
        takers.append(quantize)
    else:
        fused.give(y)
    chain = [*(f.__name__ for f in (source, *makers)), "*", *(f.__name__ for f in takers)]
    fused.label = f"{case.label} [{' '.join(chain)}]"
    return fused
