"""What a call computes, one class per kind: its MLIR, its operands, its witness in f64."""

from pathlib import Path

import numpy as np
from norm import golden, golden_library

EPSILON, ALPHA, LOGIT_SCALE = 1e-5, 0.5, 0.125
RANGES = {
    "scale": (0.5, 1.5),
    "bias": (-0.5, 0.5),
    "mean": (-0.2, 0.2),
    "variance": (0.5, 1.5),
    # So small that tanh of a dot product of thousands of elements tells them apart.
    "beta": (-0.05, 0.05),
}
LIBRARY = Path(__file__).parents[1] / "lib" / "Library" / "normalizers.mlir"


def tensor(shape, dtype):
    return f"tensor<{''.join(f'{extent}x' for extent in shape)}{dtype}>"


class Kind:
    """One main tensor x, parameters along one dimension, a result y like x."""

    parameters = ()
    # Slices along this dimension do not know of each other.
    independent = 0
    # Tensors read or written, in units of the main one.
    streams = 2
    # Rounding errors of a long serial sum are allowed to this factor.
    slack = 1
    # A file of definitions that the body applies.
    library = None

    def parameter_dim(self, point):
        return point.dim % len(point.shape)

    def operands(self, point):
        """(shape, element type) of each argument, by name."""
        along = (point.shape[self.parameter_dim(point)],), point.dtype
        return {"x": (point.shape, point.dtype), **dict.fromkeys(self.parameters, along)}

    def results(self, point):
        return {"y": (point.shape, point.dtype)}

    def moved(self, point):
        """Bytes that have to be read or written; parameters do not count."""
        return self.streams * point.tensor_bytes

    def words(self, point):
        """The parameters as an op of the dialect takes them."""
        types = self.operands(point)
        return "".join(f" {name}(%{name} : {tensor(*types[name])})" for name in self.parameters)

    def plan(self, point):
        """What ours is told about how to run, as the attribute of an op."""
        return f" {{norm.plan = #norm.plan<{point.plan}>}}" if point.plan else ""

    def body(self, point):
        """Lines of MLIR that define the results by their names."""
        raise NotImplementedError

    def witness(self, point, **arrays):
        """The results in f64, in order, of f64 arguments."""
        raise NotImplementedError


class RMSNorm(Kind):
    parameters = ("scale",)

    def body(self, p):
        return f"""\
  %y = norm.rms_norm %x{self.words(p)} over [1]
      epsilon {EPSILON:.1e}{self.plan(p)} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, scale):
        return (golden.rms_norm(x, [1], EPSILON, scale=scale),)


class AddRMSNorm(Kind):
    """The sum is a result, too: the residual of the next layer."""

    parameters, streams = ("scale",), 4

    def operands(self, p):
        x, scale = super().operands(p).values()
        return {"x": x, "r": x, "scale": scale}

    def results(self, p):
        return {"sum": (p.shape, p.dtype), "y": (p.shape, p.dtype)}

    def body(self, p):
        t = tensor(p.shape, p.dtype)
        return f"""\
  %sum = arith.addf %x, %r : {t}
  %y = norm.rms_norm %sum{self.words(p)} over [1] epsilon {EPSILON:.1e} : {t}"""

    def witness(self, p, x, r, scale):
        return x + r, golden.rms_norm(x + r, [1], EPSILON, scale=scale)


class RMSNormInt8(Kind):
    """Each row in steps of its largest magnitude / 127; the steps are a result."""

    parameters = ("scale",)

    def results(self, p):
        return {"y": (p.shape, "i8"), "steps": (p.shape[:1], "f32")}

    def moved(self, p):
        return p.tensor_bytes + p.elements

    def body(self, p):
        narrow, wide = tensor(p.shape, p.dtype), tensor(p.shape, "f32")
        rows = tensor(p.shape[:1], "f32")
        return f"""\
  %n = norm.rms_norm %x{self.words(p)} over [1] epsilon {EPSILON:.1e} : {narrow}
  %wide = arith.extf %n : {narrow} to {wide}
  %size = math.absf %wide : {wide}
  %tiny = arith.constant dense<1.0e-10> : {rows}
  %largest = linalg.reduce {{ arith.maximumf }} ins(%size : {wide}) outs(%tiny : {rows})
      dimensions = [1]
  %last = arith.constant dense<127.0> : {rows}
  %steps = arith.divf %largest, %last : {rows}
  %empty = tensor.empty() : {wide}
  %unit = linalg.broadcast ins(%steps : {rows}) outs(%empty : {wide}) dimensions = [1]
  %ratio = arith.divf %wide, %unit : {wide}
  %whole = math.roundeven %ratio : {wide}
  %y = arith.fptosi %whole : {wide} to {tensor(p.shape, "i8")}"""

    def witness(self, p, x, scale):
        y = golden.rms_norm(x, [1], EPSILON, scale=scale)
        steps = np.abs(y).max(1, keepdims=True) / 127
        return np.rint(y / steps), steps[:, 0]


class LayerNorm(Kind):
    parameters = ("scale", "bias")

    def body(self, p):
        return f"""\
  %y = norm.layer_norm %x{self.words(p)} over [{self.parameter_dim(p)}]
      epsilon {EPSILON:.1e}{self.plan(p)} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, scale, bias):
        dims = [self.parameter_dim(p)]
        return (golden.layer_norm(x, dims, EPSILON, scale=scale, bias=bias),)


class Softmax(Kind):
    def body(self, p):
        dim = self.parameter_dim(p)
        return f"""\
  %y = norm.softmax %x over [{dim}]{self.plan(p)} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x):
        return golden.softmax(x, [self.parameter_dim(p)])[:1]


class MaskedSoftmax(Kind):
    """Scaled logits under a causal mask of 0 and -inf that every matrix shares."""

    def operands(self, p):
        return {**super().operands(p), "mask": ((1, *p.shape[1:]), p.dtype)}

    def body(self, p):
        return f"""\
  %scale = arith.constant dense<{LOGIT_SCALE}> : tensor<{p.dtype}>
  %y = norm.softmax %x scale(%scale : tensor<{p.dtype}>)
      mask(%mask : {tensor((1, *p.shape[1:]), p.dtype)}) over [2] : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, mask):
        return golden.softmax(x, [2], scale=LOGIT_SCALE, mask=mask)[:1]


class SinkSoftmax(Kind):
    """Scaled logits and one more of them per matrix, which takes weight from the others."""

    def operands(self, p):
        return {**super().operands(p), "sink": ((p.shape[0], 1, 1), p.dtype)}

    def body(self, p):
        sink = tensor(*self.operands(p)["sink"])
        return f"""\
  %scale = arith.constant dense<{LOGIT_SCALE}> : tensor<{p.dtype}>
  %y = norm.softmax %x scale(%scale : tensor<{p.dtype}>)
      sink(%sink : {sink}) over [2] : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, sink):
        return golden.softmax(x, [2], scale=LOGIT_SCALE, sink=sink)[:1]


class LogSoftmax(Kind):
    def body(self, p):
        return f"""\
  %y = norm.log_softmax %x over [1] : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x):
        return golden.log_softmax(x, [1])[:1]


class ChannelKind(Kind):
    """Parameters lie along the channels, dimension 1."""

    parameters = ("scale", "bias")

    def parameter_dim(self, p):
        return 1


class BatchNorm(ChannelKind):
    parameters = ("mean", "variance", "scale", "bias")

    def body(self, p):
        return f"""\
  %y = norm.batch_norm %x{self.words(p)} epsilon {EPSILON:.1e} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, mean, variance, scale, bias):
        return (golden.batch_norm(x, mean, variance, EPSILON, scale=scale, bias=bias),)


class BatchNormTraining(ChannelKind):
    independent, slack = 1, 5

    def body(self, p):
        return f"""\
  %y, %mean, %variance = norm.batch_norm_training %x{self.words(p)}
      epsilon {EPSILON:.1e} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, scale, bias):
        return golden.batch_norm_training(x, EPSILON, scale=scale, bias=bias)[:1]


class GroupNorm(ChannelKind):
    def groups(self, p):
        return p.groups

    def body(self, p):
        return f"""\
  %y = norm.group_norm %x{self.words(p)} groups {self.groups(p)}
      epsilon {EPSILON:.1e}{self.plan(p)} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, scale, bias):
        return (golden.group_norm(x, self.groups(p), EPSILON, scale=scale, bias=bias),)


class InstanceNorm(GroupNorm):
    def groups(self, p):
        return p.shape[1]


class GroupNormSiLU(GroupNorm):
    def body(self, p):
        narrow, wide = tensor(p.shape, p.dtype), tensor(p.shape, "f32")
        return f"""\
  %n = norm.group_norm %x{self.words(p)} groups {p.groups} epsilon {EPSILON:.1e} : {narrow}
  %wide = arith.extf %n : {narrow} to {wide}
  %minus = arith.negf %wide : {wide}
  %e = math.exp %minus : {wide}
  %one = arith.constant dense<1.0> : {wide}
  %d = arith.addf %e, %one : {wide}
  %s = arith.divf %wide, %d : {wide}
  %y = arith.truncf %s : {wide} to {narrow}"""

    def witness(self, p, **arrays):
        (n,) = super().witness(p, **arrays)
        return (n / (1 + np.exp(-n)),)


class DyT(Kind):
    parameters = ("scale", "bias")

    def body(self, p):
        scalar = tensor((), p.dtype)
        return f"""\
  %alpha = arith.constant dense<{ALPHA}> : {scalar}
  %y = norm.dyt %x alpha(%alpha : {scalar}){self.words(p)} : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x, scale, bias):
        return (golden.dyt(x, ALPHA, scale=scale, bias=bias),)


class LpNorm(Kind):
    def __init__(self, order):
        self.order = order

    def body(self, p):
        return f"""\
  %y = norm.lp_norm %x l{self.order} over [1] epsilon 1.0e-12 epsilon_mode clamp
      : {tensor(p.shape, p.dtype)}"""

    def witness(self, p, x):
        return (golden.lp_norm(x, [1], self.order, 1e-12, epsilon_mode="clamp"),)


class SeeDNorm(Kind):
    """A definition as a user writes it."""

    parameters, library = ("alpha", "beta", "gamma"), LIBRARY

    def body(self, p):
        x, along = tensor(p.shape, p.dtype), tensor(p.shape[-1:], p.dtype)
        return f"""\
  %y = norm.apply @seednorm(%x, %alpha, %beta, %gamma) over [1] {{epsilon = {EPSILON:.1e}}}
      : ({x}, {along}, {along}, {along}) -> {x}"""

    def witness(self, p, x, alpha, beta, gamma):
        return (golden_library.seednorm(x, alpha, beta, gamma, EPSILON),)


KINDS = {
    "rms_norm": RMSNorm(),
    "add_rms_norm": AddRMSNorm(),
    "rms_norm_int8": RMSNormInt8(),
    "layer_norm": LayerNorm(),
    "softmax": Softmax(),
    "masked_softmax": MaskedSoftmax(),
    "log_softmax": LogSoftmax(),
    "batch_norm": BatchNorm(),
    "batch_norm_training": BatchNormTraining(),
    "group_norm": GroupNorm(),
    "group_norm_silu": GroupNormSiLU(),
    "instance_norm": InstanceNorm(),
    "dyt": DyT(),
    "l1_norm": LpNorm(1),
    "l2_norm": LpNorm(2),
}

# What no peer is asked for.
OWN = {"sink_softmax": SinkSoftmax(), "seednorm": SeeDNorm()}


def of(point):
    return KINDS.get(point.kind) or OWN[point.kind]


def mlir(point):
    """The call as a function @main of tensors."""
    kind = of(point)
    arguments = ", ".join(
        f"%{name}: {tensor(*typed)}" for name, typed in kind.operands(point).items()
    )
    results = kind.results(point)
    types = ", ".join(tensor(*typed) for typed in results.values())
    values = ", ".join(f"%{name}" for name in results)
    definitions = kind.library.read_text() if kind.library else ""
    return f"""\
{definitions}func.func @main({arguments}) -> ({types}) {{
{kind.body(point)}
  return {values} : {types}
}}
"""
