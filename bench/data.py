"""The arguments of a point, and whether results are right."""

from zlib import crc32

import numpy as np

from bench import kinds, types

# Elements of the main tensor that are compared, in whole slices spread over it.
COMPARED = 1 << 22

# Largest error, in units of the largest wanted magnitude, by the type of the arguments:
# a narrow one has rounded every result, whatever that one's type.
BOUNDS = {"f32": 2e-5, "bf16": 1.6e-2}


def causal(shape, dtype):
    mask = types.aligned(shape, dtype)
    mask[:] = np.triu(np.full(shape[-2:], -np.inf, np.float32), 1)
    return mask


def arguments(point):
    """Arrays by name: the main ones in [-2, 2), the same ones in every process."""
    random = np.random.default_rng(crc32(point.label.encode()))
    arrays = {}
    for name, (shape, dtype) in kinds.of(point).operands(point).items():
        if name == "mask":
            arrays[name] = causal(shape, types.NUMPY[dtype])
            continue
        low, high = kinds.RANGES.get(name, (-2.0, 2.0))
        values = random.random(shape, dtype=np.float32)
        values *= high - low
        values += low
        arrays[name] = types.aligned(shape, types.NUMPY[dtype])
        arrays[name][:] = values
    return arrays


def outputs(point):
    """Room for the results, by name."""
    results = kinds.of(point).results(point)
    return {name: types.aligned(shape, types.NUMPY[of]) for name, (shape, of) in results.items()}


def slices(point):
    """Indices along the independent dimension, spread evenly, both ends among them."""
    extent = point.shape[kinds.of(point).independent]
    count = max(2, COMPARED * extent // point.elements)
    return np.unique(np.linspace(0, extent - 1, min(extent, count)).astype(int))


def cut(array, point, at):
    """The slices `at` of an operand or result; what does not lie along them stays whole."""
    dim = kinds.of(point).independent
    extent = point.shape[dim]
    if array.ndim > dim and array.shape[dim] == extent:
        return np.take(array, at, axis=dim)
    along_channels = dim == 1 and array.ndim == 1
    return array[at] if along_channels else array


class Judge:
    """Compares results of one point with the witness's."""

    def __init__(self, point, arrays):
        self.point, self.kind, self.at = point, kinds.of(point), slices(point)
        cuts = {name: self.cut(name, array) for name, array in arrays.items()}
        self.wanted = self.kind.witness(point, **cuts)

    def cut(self, name, array):
        parameter = name in self.kind.parameters and self.kind.independent == 0
        kept = array if parameter else cut(array, self.point, self.at)
        return kept.astype(np.float64)

    def error(self, results):
        """The worst error in units of its bound; infinity for a wrong shape or a NaN."""
        shapes = [shape for shape, _ in self.kind.results(self.point).values()]
        bound = BOUNDS[self.point.dtype] * self.kind.slack
        worst = 0.0
        for got, want, shape in zip(results, self.wanted, shapes, strict=True):
            got = cut(got, self.point, self.at).astype(np.float64) if got.shape == shape else None
            if got is None or not np.isfinite(got).all():
                return np.inf
            worst = max(worst, float(np.abs(got - want).max() / np.abs(want).max() / bound))
        return worst
