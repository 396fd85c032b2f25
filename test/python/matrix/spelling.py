"""Constants and bodies as MLIR text."""

import re

# The types that a cast may widen one to.
WIDER = {"f16": ("f32", "f64"), "bf16": ("f32", "f64"), "f32": ("f64",), "f64": ()}


def constant(value, element, name):
    return f"%{name} = arith.constant {value:.17e} : {element}"


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
    """The type that a consumer computes in: on 16 bits, one way or the other."""
    return element if element in ("f32", "f64") or rng.random() < 0.3 else "f32"
