"""What takes a result of a case: each op takes a value that errs and hands on another."""

import numpy as np

from .activations import ACTIVATIONS, silu, activated, silu_of
from .cases import Case
from .flow import Value, least, rounds
from .rows import eps, rounded
from .spelling import WIDER, computed_in, constant, widened


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
        factor, error = activated(silu, z.array, 0.0, calc)
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
    is_bound = np.isfinite(scale + quotient + allowed) & (error < 0.1 * scale)
    allowed = np.where(is_bound, allowed, np.inf)
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
