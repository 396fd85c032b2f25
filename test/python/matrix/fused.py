"""A case among what may be fused with it: producers, siblings, consumers, drawn by lot.

Whatever a producer computes is one rounding of one operation, so the witness
knows the normalizer's input exactly; each consumer adds to the error it is given
what it may add itself (`flow.py`).
"""

from dataclasses import dataclass, field

import numpy as np

from . import bounds, flow, wants
from .cases import Case
from .flow import Value


@dataclass
class Fused:
    """Function arguments, ops and results around one case; `@` stands for the prefix."""

    case: Case
    label: str = ""
    args: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    # The values that are returned, in order.
    returned: list = field(default_factory=list)
    names: int = 0

    def name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def type_of(self, value):
        """The type of a tensor over some dimensions of the input."""
        extents = [
            "?" if axis in self.case.dynamic and n != 1 else str(n)
            for axis, n in zip(value.axes, value.array.shape, strict=True)
        ]
        return f"tensor<{'x'.join([*extents, value.element])}>"

    def argument(self, stem, array, element, axes=None):
        axes = tuple(range(self.case.x.ndim)) if axes is None else axes
        value = Value(self.name(stem), array, element, axes)
        self.args.append((value.name, self.type_of(value), array, element))
        return value

    def op(self, words, inputs, result):
        """An op on whole tensors."""
        names = ", ".join(f"%@{value.name}" for value in inputs)
        types = self.type_of(inputs[0])
        if result.element != inputs[0].element:
            types += f" to {self.type_of(result)}"
        self.lines.append(f"%@{result.name} = {words} {names} : {types}")
        return result

    def empty(self, result, like):
        """A tensor of the type of a value, its extents those of another with all of them."""
        extents = []
        for axis in result.axes:
            if self.case.x.shape[axis] == 1 or axis not in self.case.dynamic:
                continue
            at, extent = self.name("at"), self.name("extent")
            where = like.axes.index(axis)
            self.lines += [
                f"%@{at} = arith.constant {where} : index",
                f"%@{extent} = tensor.dim %@{like.name}, %@{at} : {self.type_of(like)}",
            ]
            extents.append(f"%@{extent}")
        name = self.name("empty")
        self.lines.append(
            f"%@{name} = tensor.empty({', '.join(extents)}) : {self.type_of(result)}"
        )
        return f"%@{name}"

    def map(self, body, inputs, result):
        """Scalar ops on elements `%v0`, `%v1`, ... with the result `%w`."""
        empty = self.empty(result, inputs[0])
        everything = ", ".join(f"d{axis}" for axis in inputs[0].axes)
        maps = [
            f"affine_map<({everything}) -> ({', '.join(f'd{axis}' for axis in value.axes)})>"
            for value in (*inputs, result)
        ]
        kinds = ", ".join(['"parallel"'] * len(inputs[0].axes))
        names = ", ".join(f"%@{value.name}" for value in inputs)
        types = ", ".join(self.type_of(value) for value in inputs)
        elements = [f"%v{i}: {value.element}" for i, value in enumerate(inputs)]
        self.lines += [
            f"%@{result.name} = linalg.generic {{indexing_maps = [{', '.join(maps)}],",
            f"    iterator_types = [{kinds}]}} ins({names} : {types})",
            f"    outs({empty} : {self.type_of(result)}) {{",
            f"^bb0({', '.join([*elements, f'%o: {result.element}'])}):",
            *(f"  {line}" for line in body),
            f"  linalg.yield %w : {result.element}",
            f"}} -> {self.type_of(result)}",
        ]
        return result

    def greatest(self, value):
        """The greatest element of each row."""
        kept = tuple(axis for axis in value.axes if axis not in self.case.dims)
        array = np.max(value.array, axis=self.case.dims, initial=0.0)
        error = np.max(value.error + np.zeros(value.array.shape), axis=self.case.dims, initial=0.0)
        result = Value(self.name("greatest"), array, value.element, kept, error)
        empty, zero, filled = self.empty(result, value), self.name("zero"), self.name("filled")
        type = self.type_of(result)
        self.lines += [
            f"%@{zero} = arith.constant 0.0 : {value.element}",
            f"%@{filled} = linalg.fill ins(%@{zero} : {value.element}) outs({empty} : {type})"
            f" -> {type}",
            f"%@{result.name} = linalg.reduce {{ arith.maximumf }} ins(%@{value.name} :"
            f" {self.type_of(value)}) outs(%@{filled} : {type})"
            f" dimensions = {list(self.case.dims)}",
        ]
        return result

    def norm(self, case, given=None):
        """A normalizer on `%@x`, or on a value that errs; its results."""
        names = [self.name("y") for _ in case.result_types()]
        spelled = case.spell("@")
        if given:
            spelled = spelled.replace("%@x ", f"%@{given.name} ")
        self.lines.append(f"{', '.join(f'%@{name}' for name in names)} = {spelled}")
        values = []
        for name, want in zip(names, getattr(wants, case.op)(case), strict=True):
            allowed, element = bounds.permitted(case, want, "cpu")
            if given:
                allowed = allowed + flow.carried(case, want.y, given.error)
            allowed = flow.open_beyond(want.y, allowed, element)
            axes = tuple(range(want.y.ndim))
            values.append(Value(name, want.y, element, axes, allowed))
        for value, type in zip(values, case.result_types(), strict=True):
            value.type = type
        return values

    def rename(self, value, name):
        """So that the case reads it."""
        self.lines = [line.replace(f"%@{value.name}", f"%@{name}") for line in self.lines]
        self.args = [(name if own == value.name else own, *rest) for own, *rest in self.args]
        value.name = name

    def give(self, *values):
        self.returned += [value for value in values if value not in self.returned]

    # As running.py and cases.py ask of a case.

    def arguments(self):
        return [*self.args, *self.case.arguments()[1:]]

    def result_types(self):
        return [value.type or self.type_of(value) for value in self.returned]

    def ops(self, prefix):
        """The ops and the names of the results."""
        lines = [line.replace("@", prefix) for line in self.lines]
        return lines, [f"%{prefix}{value.name}" for value in self.returned]

    def complaints(self, got):
        found = []
        for value, values in zip(self.returned, got, strict=True):
            text = flow.disagreement(value, values)
            found += [f"{self.label}, {value.name} {text}"] if text else []
        return found
