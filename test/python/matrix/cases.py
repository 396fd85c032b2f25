"""The cases of the matrix: an op on one input, as IR and as a call of the witness."""

from dataclasses import dataclass, field

import numpy as np

from . import rows

# Every assembly format is these words in this order, each where it says something.
OPERANDS = ("mean", "variance", "alpha", "shift", "scale", "bias", "mask", "sink")
WORDS = (
    *("over", "groups", "channel_dim", "partial", "compressed"),
    *("epsilon", "epsilon_mode", "ddof", "on_empty", "narrow", "compute"),
)


@dataclass
class Case:
    """An op, its input, its operands by name with their types, its attributes as printed."""

    op: str
    label: str
    dtype: str
    x: np.ndarray
    dims: tuple
    channel_dim: int = -1
    dynamic: tuple = ()
    attributes: dict = field(default_factory=dict)
    operands: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)
    plan: str = ""

    @property
    def compute(self):
        return self.attributes.get("compute", "f64" if self.dtype == "f64" else "f32")

    @property
    def compute_eps(self):
        return rows.eps(self.compute)

    @property
    def epsilon(self):
        """As the type that follows the statistics holds it."""
        narrow = self.attributes.get("narrow") == "statistics"
        held_in = self.dtype if narrow else self.compute
        return float(rows.rounded(self.attributes.get("epsilon", 0.0), held_in))

    @property
    def row_length(self):
        return int(np.prod([self.x.shape[dim] for dim in self.dims])) // self.attributes.get(
            "groups", 1
        )

    def given(self, names):
        """Those of the named operands and attributes that this case has, as keyword arguments."""
        known = {**self.attributes, **self.operands}
        return {name: known[name] for name in names.split() if name in known}

    def _extents(self, shape, axes):
        """Extents as printed: `?` where the input's is dynamic, except for a 1 that broadcasts."""
        return [
            "?" if axis in self.dynamic and n == self.x.shape[axis] else str(n)
            for n, axis in zip(shape, axes, strict=True)
        ]

    def type_of(self, array, element):
        """The tensor type of the input or an operand, by the operand rule."""
        axes = range(self.x.ndim)
        if array.ndim < self.x.ndim:
            axes = self.dims if self.channel_dim < 0 else (self.channel_dim,)
        extents = self._extents(array.shape, axes) if array.ndim else []
        return f"tensor<{'x'.join([*extents, element])}>"

    def statistic_type(self, dims):
        extents = [
            "1" if axis in dims else "?" if axis in self.dynamic else str(n)
            for axis, n in enumerate(self.x.shape)
        ]
        return f"tensor<{'x'.join([*extents, self.compute])}>"

    def arguments(self):
        """Name, type, array of each function argument, in order."""
        named = [("x", self.x, self.dtype)]
        named += [
            (name, self.operands[name], self.types[name])
            for name in OPERANDS
            if name in self.operands
        ]
        return [
            (name, self.type_of(array, element), array, element) for name, array, element in named
        ]

    def result_types(self):
        whole = self.type_of(self.x, self.dtype)
        if self.op == "moments":
            return [self.statistic_type(dims) for _, dims in self.attributes["requests"]]
        if self.op == "batch_norm_training":
            extent = "?" if self.channel_dim in self.dynamic else self.x.shape[self.channel_dim]
            return [whole, *2 * [f"tensor<{extent}x{self.compute}>"]]
        return [whole, self.statistic_type(self.dims)] if self.attributes.get("lse") else [whole]

    def spell(self, prefix):
        """The op, its operands named with `prefix`."""
        words = [f"norm.{self.op} %{prefix}x"]
        if "order" in self.attributes:
            words.append({1: "l1", 2: "l2"}.get(self.attributes["order"], "linf"))
        if "requests" in self.attributes:
            words.append(
                ", ".join(f"{kind} over {list(dims)}" for kind, dims in self.attributes["requests"])
            )
        words += [f"{name}(%{prefix}{name} : {t})" for name, t, _, _ in self.arguments()[1:]]
        words += [self._word(word) for word in WORDS if word in self.attributes]
        words += [f"{{norm.plan = #norm.plan<{self.plan}>}}"] if self.plan else []
        types = ", ".join(
            self.result_types() if self.attributes.get("lse") else self.result_types()[:1]
        )
        return " ".join(
            [*words, ":", self.type_of(self.x, self.dtype) if self.op == "moments" else types]
        )

    def ops(self, prefix):
        """The op as a line, and the names of its results."""
        names = [f"%{prefix}result_{j}" for j in range(len(self.result_types()))]
        return [f"{', '.join(names)} = {self.spell(prefix)}"], names

    def _word(self, word):
        value = self.attributes[word]
        value = list(value) if isinstance(value, tuple) else value
        if word == "epsilon":
            return f"epsilon {value:.17e}"
        return word if value is True else f"{word} {value}"


def module(cases):
    """One function that runs all cases: what is slow is starting a compiler."""
    arguments, results, lines = [], [], []
    for i, case in enumerate(cases):
        arguments += [f"%c{i}_{name}: {t}" for name, t, _, _ in case.arguments()]
        ops, names = case.ops(f"c{i}_")
        lines += [f"  // {case.label}", *(f"  {op}" for op in ops)]
        results += zip(names, case.result_types(), strict=True)
    names, types = (", ".join(column) for column in zip(*results, strict=True))
    head = f"func.func @main({', '.join(arguments)})\n    -> ({types}) {{"
    return "\n".join([head, *lines, f"  return {names} : {types}", "}", ""])
