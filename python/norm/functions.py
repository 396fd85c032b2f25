"""The named ops as functions on arrays, compiled when they are first used.

`norm.layer_norm(x, scale, bias)` and the others take the operands of the op,
arrays or numbers, then its attributes by name, as the op's manual has them.
Dimensions may be counted from the back. `out` and `threads` are as for
`norm.compile`. Kernels are compiled for the extents that are reduced and for
any number of rows.
"""

import functools

from norm._native import describe
from norm.kernels import compile

# The words of each op in the order in which it is written. An operand ends in
# `?` if it may be absent, else in `!`; the others are attributes, with their
# default, or none: then the word is left out. `lse` asks for the second result.
_OPS = {
    "layer_norm": "scale? bias? dims=(-1,) epsilon=1e-5 epsilon_mode ddof narrow compute",
    "rms_norm": "scale? bias? dims=(-1,) partial compressed epsilon=1e-6 epsilon_mode narrow "
    "compute",
    "group_norm": "scale? bias? groups=1 channel_dim=1 epsilon=1e-5 epsilon_mode ddof narrow "
    "compute",
    "batch_norm": "mean! variance! scale? bias? channel_dim=1 epsilon=1e-5 epsilon_mode narrow "
    "compute",
    "batch_norm_training": "scale? bias? channel_dim=1 epsilon=1e-5 epsilon_mode narrow compute",
    "lp_norm": "order='l2' scale? bias? dims=(-1,) epsilon=0.0 epsilon_mode narrow compute",
    "moments": "kinds=('mean','central_second') dims=(-1,) ddof compute",
    "softmax": "scale? mask? sink? dims=(-1,) on_empty compute lse",
    "log_softmax": "scale? mask? sink? dims=(-1,) on_empty compute lse",
    "dyt": "alpha! scale? bias? channel_dim=-1 narrow compute",
    "derf": "alpha! shift? scale? bias? channel_dim=-1 narrow compute",
}

__all__ = list(_OPS)

# What NumPy and MLIR call otherwise.
_ELEMENTS = {
    "float16": "f16",
    "bfloat16": "bf16",
    "float32": "f32",
    "float64": "f64",
    "bool": "i1",
}


def _operands(op, roles="?!"):
    return [word[:-1] for word in _OPS[op].split() if word[-1] in roles]


def _attributes(op):
    """Name and default of each."""
    words = (word for word in _OPS[op].split() if word[-1] not in "?!")
    return [(name, default or "None") for name, _, default in (w.partition("=") for w in words)]


def _tensor(extents, element):
    return "tensor<" + "".join(f"{extent}x" for extent in extents) + element + ">"


class _Use:
    """One use of an op: `(dtype, shape)` of the input and of the operands that
    are given, None for a number, and the attributes."""

    def __init__(self, op, x, operands, attributes):
        self.op, self.operands, self.attributes = op, operands, attributes
        dtype, shape = x
        self.element = _ELEMENTS.get(dtype, dtype)
        self.statistic = attributes.get("compute") or (
            "f64" if self.element == "f64" else "f32"
        )
        dims = attributes.get("dims", ())
        self.dims = self._positions(dims if isinstance(dims, tuple) else (dims,), len(shape))
        self.channel = self._positions((attributes.get("channel_dim", -1),), len(shape))[0]
        self.extents = [
            extent if self._is_static(dim) else "?" for dim, extent in enumerate(shape)
        ]

    @staticmethod
    def _positions(dims, rank):
        return sorted(dim + rank if dim < 0 else dim for dim in dims)

    def _is_static(self, dim):
        """Ops without `dims` have rows along all dimensions but the batch."""
        if "dims" in self.attributes:
            return dim in self.dims
        return dim in (self.channel, *range(1, 64))

    def operand(self, name):
        """Its type: a number, of the input's rank, or along some dimensions."""
        if self.operands[name] is None:
            return self.statistic
        dtype, shape = self.operands[name]
        if len(shape) == len(self.extents):
            shape = [
                "?" if mine == "?" and extent != 1 else extent
                for extent, mine in zip(shape, self.extents)
            ]
        return _tensor(shape, _ELEMENTS.get(dtype, dtype))

    def results(self):
        same = _tensor(self.extents, self.element)
        kept = [1 if dim in self.dims else extent for dim, extent in enumerate(self.extents)]
        if self.op == "moments":
            return [_tensor(kept, self.statistic)] * len(self.attributes["kinds"])
        if self.op == "batch_norm_training":
            return [same] + [_tensor([self.extents[self.channel]], self.statistic)] * 2
        return [same, _tensor(kept, self.statistic)] if self.attributes.get("lse") else [same]

    def attribute(self, name):
        """The words of an attribute, or none."""
        value = self.attributes[name]
        over = f"over [{', '.join(map(str, self.dims))}]"
        if name == "dims":
            return "" if self.op == "moments" else over
        if name == "kinds":
            return ", ".join(f"{kind} {over}" for kind in value)
        if name == "lse" or value is None or value is False:
            return ""
        if name == "order":
            return value
        if name == "channel_dim":
            value = self.channel
        if name == "epsilon":
            value = f"{value:.17e}"
        return name if value is True else f"{name} {value}"

    def text(self):
        x, results = _tensor(self.extents, self.element), self.results()
        arguments, words = [f"%x: {x}"], []
        for word in _OPS[self.op].split():
            name = word.rstrip("?!")
            if name in self.operands:
                type = self.operand(name)
                arguments.append(f"%{name}: {type}")
                words.append(f"{name}(%{name} : {type})")
            elif name == word:
                words.append(self.attribute(word.partition("=")[0]))
        types = ", ".join([x, *results[1:]] if self.attributes.get("lse") else [x])
        values = ", ".join(f"%y#{number}" for number in range(len(results)))
        return (
            f"func.func @main({', '.join(arguments)}) -> ({', '.join(results)}) {{\n"
            f"  %y:{len(results)} = norm.{self.op} %x {' '.join(words)} : {types}\n"
            f"  return {values} : {', '.join(results)}\n}}\n"
        )


@functools.lru_cache(maxsize=4096)
def _kernel(op, x, operands, attributes, threads):
    """`operands` has an entry for each that the op may have, absent ones None."""
    given = {
        name: None if operand == "number" else operand
        for name, operand in zip(_operands(op), operands)
        if operand is not None
    }
    names = (name for name, _ in _attributes(op))
    return compile(_Use(op, x, given, dict(zip(names, attributes))).text(), threads=threads)


def _describe(operand):
    if operand is None:
        return None
    return "number" if isinstance(operand, (int, float)) else describe(operand)


def _call(op, x, operands, attributes, out, threads):
    attributes = tuple(tuple(a) if isinstance(a, list) else a for a in attributes)
    types = tuple(map(_describe, operands))
    kernel = _kernel(op, describe(x), types, attributes, threads)
    return kernel(x, *(o for o in operands if o is not None), out=out)


_DEFINITION = """
def {op}({parameters}):
    return _call("{op}", x, ({operands}), ({attributes}), out, threads)
"""


def _define(op):
    """The function of an op. It is compiled from text, so that its signature is
    the op's and a call costs no more than one written by hand."""
    parameters = ["x", *_operands(op, "!")]
    parameters += [f"{name}=None" for name in _operands(op, "?")] + ["*"]
    parameters += [f"{name}={default}" for name, default in _attributes(op)]
    scope = {"_call": _call, "__name__": __name__}
    definition = _DEFINITION.format(
        op=op,
        parameters=", ".join([*parameters, "out=None", "threads=1"]),
        operands="".join(f"{name}, " for name in _operands(op)),
        attributes="".join(f"{name}, " for name, _ in _attributes(op)),
    )
    exec(definition, scope)
    scope[op].__doc__ = f"`norm.{op}` of an array; see the manual of the op."
    return scope[op]


globals().update({op: _define(op) for op in _OPS})
