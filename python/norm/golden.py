"""Every normalizer of the dialect again, in NumPy, one function each.

This is a witness: each function is written from the paper that introduced the
method, in f64 from end to end, and shares nothing with the compiler. Parameters
carry the names of the op's operands and attributes. Rounding policies
(`compute`, `narrow`) are absent on purpose: they say how closely an
implementation follows the real function, and this page is that function.

Shared conventions:

* `dims` is the set of dimensions that one statistic runs over; a *row* is what
  remains when all others are fixed, n its number of elements.
* An operand has the rank of the input with, per dimension, its extent or 1; or
  rank 0; or one dimension per entry of `dims` (one channel for ops with
  `channel_dim`) and lies along those. Everything else raises `ValueError`.
* Statistics keep their reduced dimensions with extent 1.
* NaN and inf go where the formula sends them, 0/0 included: the mean of an
  empty row and the variance of one element with `ddof` 1 are NaN.
"""

import math

import numpy as np

_FOLLOW_FORMULA = np.errstate(all="ignore")
_erf = np.vectorize(math.erf, otypes=[np.float64])


def _f64(array):
    """Widens any real array to f64, which is exact for f16, bf16 and f32."""
    return np.asarray(array).astype(np.float64)


def _axes(dims, rank):
    """Checks `dims` against a rank; an empty set is no row at all."""
    axes = tuple(int(dim) for dim in dims)
    if not axes or len(set(axes)) < len(axes) or not all(0 <= axis < rank for axis in axes):
        raise ValueError(f"expects distinct dims in [0, {rank}), got {list(axes)}")
    return tuple(sorted(axes))


def _along(operand, x, axes):
    """Places an operand against the input by the operand rule."""
    array = np.asarray(operand)
    array = array if array.dtype == bool else _f64(array)
    if array.ndim not in (0, x.ndim):
        if array.shape != tuple(x.shape[axis] for axis in axes):
            raise ValueError(
                f"expects shape {[x.shape[axis] for axis in axes]} along {list(axes)}, "
                f"got {list(array.shape)}"
            )
        shape = [x.shape[axis] if axis in axes else 1 for axis in range(x.ndim)]
        return array.reshape(shape)
    if array.ndim and any(
        have not in (1, want) for have, want in zip(array.shape, x.shape, strict=True)
    ):
        raise ValueError(f"expects the extents of {list(x.shape)} or 1, got {list(array.shape)}")
    return array


def _affine(y, scale, bias, axes):
    """y * scale + bias, either of which may be absent."""
    if scale is not None:
        y = y * _along(scale, y, axes)
    if bias is not None:
        y = y + _along(bias, y, axes)
    return y


def _sum(x, axes):
    return np.sum(x, axis=axes, keepdims=True)


def _count(x, axes):
    """Points in a row, as a float: 0.0 / _count of an empty row is NaN."""
    return np.float64(math.prod(x.shape[axis] for axis in axes))


def _mean(x, axes):
    return _sum(x, axes) / _count(x, axes)


def _variance(x, axes, ddof=0):
    return _sum((x - _mean(x, axes)) ** 2, axes) / (_count(x, axes) - ddof)


def _denominator(power_sum, epsilon, epsilon_mode, order=2):
    """What a row is divided by; `power_sum` is d^order for the divisor d."""
    if epsilon_mode == "inside":
        return (power_sum + epsilon) ** (1.0 / order)
    root = power_sum ** (1.0 / order)
    if epsilon_mode == "outside":
        return root + epsilon
    if epsilon_mode == "clamp":
        return np.maximum(root, epsilon)
    raise ValueError(f"expects epsilon_mode inside, outside or clamp, got {epsilon_mode}")


@_FOLLOW_FORMULA
def layer_norm(x, dims, epsilon=0.0, *, scale=None, bias=None, epsilon_mode="inside", ddof=0):
    """(x - E x) / sqrt(Var x + epsilon) * scale + bias, the shape of x.

    Ba, Kiros, Hinton: Layer Normalization, arXiv 1607.06450.
    """
    x = _f64(x)
    axes = _axes(dims, x.ndim)
    divisor = _denominator(_variance(x, axes, ddof), epsilon, epsilon_mode)
    return _affine((x - _mean(x, axes)) / divisor, scale, bias, axes)


@_FOLLOW_FORMULA
def rms_norm(
    x,
    dims,
    epsilon=0.0,
    *,
    scale=None,
    bias=None,
    epsilon_mode="inside",
    partial=None,
    compressed=False,
):
    """x / sqrt(E x^2 + epsilon) * scale + bias, the shape of x.

    Zhang, Sennrich: Root Mean Square Layer Normalization, arXiv 1910.07467, also for `partial` = k:
    the statistic sees the first k of the last of dims. `compressed`, over one dim: x stands for the
    zero-mean vector that it becomes when -sum x is appended; Jiang et al.: Pre-RMSNorm and
    Pre-CRMSNorm Transformers, arXiv 2305.14858. Raises ValueError if both are asked for.
    """
    x = _f64(x)
    axes = _axes(dims, x.ndim)
    if partial is not None and compressed or compressed and len(axes) != 1:
        raise ValueError("expects compressed without partial and with one dim")
    seen = x if partial is None else np.take(x, range(partial), axis=axes[-1])
    square = _mean(seen**2, axes)
    if compressed:
        square = (_sum(x**2, axes) + _sum(x, axes) ** 2) / (_count(x, axes) + 1)
    return _affine(x / _denominator(square, epsilon, epsilon_mode), scale, bias, axes)


@_FOLLOW_FORMULA
def group_norm(
    x, groups, epsilon=0.0, *, channel_dim=1, scale=None, bias=None, epsilon_mode="inside", ddof=0
):
    """layer_norm of each sample and each of `groups` runs of channels; parameters [C].

    Dimension 0 is the batch. Wu, He: Group Normalization, arXiv 1803.08494; with one channel a
    group it is instance norm (Ulyanov et al., arXiv 1607.08022). Raises ValueError if the channels
    do not divide.
    """
    x = _f64(x)
    channels = x.shape[channel_dim]
    if channels % groups:
        raise ValueError(f"expects {groups} groups to divide {channels} channels")
    first = np.moveaxis(x, channel_dim, 1)
    grouped = first.reshape(first.shape[0], groups, channels // groups, *first.shape[2:])
    axes = tuple(range(2, grouped.ndim))
    divisor = _denominator(_variance(grouped, axes, ddof), epsilon, epsilon_mode)
    normalized = ((grouped - _mean(grouped, axes)) / divisor).reshape(first.shape)
    return _affine(np.moveaxis(normalized, 1, channel_dim), scale, bias, (channel_dim,))


@_FOLLOW_FORMULA
def batch_norm(
    x, mean, variance, epsilon=0.0, *, channel_dim=1, scale=None, bias=None, epsilon_mode="inside"
):
    """(x - mean) / sqrt(variance + epsilon) * scale + bias, the shape of x; all others [C].

    Ioffe, Szegedy: Batch Normalization, arXiv 1502.03167, algorithm 2 (inference).
    """
    x = _f64(x)
    axes = (channel_dim,)
    divisor = _denominator(_along(variance, x, axes), epsilon, epsilon_mode)
    return _affine((x - _along(mean, x, axes)) / divisor, scale, bias, axes)


@_FOLLOW_FORMULA
def batch_norm_training(
    x, epsilon=0.0, *, channel_dim=1, scale=None, bias=None, epsilon_mode="inside"
):
    """batch_norm by the batch's own statistics: y, mean [C] and biased variance [C].

    Ioffe, Szegedy: Batch Normalization, arXiv 1502.03167, algorithm 1 (training).
    """
    x = _f64(x)
    axes = tuple(axis for axis in range(x.ndim) if axis != channel_dim)
    mean, variance = _mean(x, axes).reshape(-1), _variance(x, axes).reshape(-1)
    y = batch_norm(
        x,
        mean,
        variance,
        epsilon,
        channel_dim=channel_dim,
        scale=scale,
        bias=bias,
        epsilon_mode=epsilon_mode,
    )
    return y, mean, variance


@_FOLLOW_FORMULA
def lp_norm(x, dims, order, epsilon=0.0, *, scale=None, bias=None, epsilon_mode="inside"):
    """x / |x|_p * scale + bias with the p-norm over dims, p = 1, 2 or inf; the shape of x.

    The L2 form: Nguyen, Salazar: Transformers without Tears, arXiv 1910.05895 (ScaleNorm), and
    Henry et al.: Query-Key Normalization, arXiv 2010.04245. Raises ValueError for another order,
    and for an epsilon inside the root of the maximum norm, which has no root.
    """
    x = _f64(x)
    axes = _axes(dims, x.ndim)
    if order not in (1, 2, math.inf) or order == math.inf and epsilon_mode == "inside":
        raise ValueError(
            f"expects order 1, 2 or inf, inf not with epsilon inside, got {order} {epsilon_mode}"
        )
    if order == math.inf:
        largest = np.max(np.abs(x), axis=axes, keepdims=True, initial=0.0)
        divisor = _denominator(largest, epsilon, epsilon_mode, order=1)
    else:
        divisor = _denominator(_sum(np.abs(x) ** order, axes), epsilon, epsilon_mode, order)
    return _affine(x / divisor, scale, bias, axes)


@_FOLLOW_FORMULA
def moments(x, requests, *, ddof=0):
    """One statistic per (kind, dims) of `requests`; reduced dimensions keep extent 1.

    Kinds: mean = E x, raw_second = E x^2, central_second = E (x - E x)^2 with divisor n - ddof.
    Chan, Golub, LeVeque: Algorithms for Computing the Sample Variance, 1983. Raises KeyError for
    another kind.
    """
    x = _f64(x)
    kinds = {
        "mean": _mean,
        "raw_second": lambda x, axes: _mean(x**2, axes),
        "central_second": lambda x, axes: _variance(x, axes, ddof),
    }
    return [kinds[kind](x, _axes(dims, x.ndim)) for kind, dims in requests]


def _logits(x, scale, mask, axes):
    """scale * x + mask; a Boolean mask keeps where it is true."""
    z = x if scale is None else x * _along(scale, x, axes)
    if mask is None:
        return z
    mask = _along(mask, x, axes)
    return np.where(mask, z, -np.inf) if mask.dtype == bool else z + mask


def _shifted(z, sink, axes):
    """z - M, M and the sum of exp(z - M), sink included; M is the largest logit, 0 without any."""
    peak = np.max(z, axis=axes, keepdims=True, initial=-np.inf)
    if sink is None:
        shift = np.where(peak == -np.inf, 0.0, peak)
        return z - shift, shift, _sum(np.exp(z - shift), axes)
    sink = _along(sink, z, axes)
    shift = np.maximum(peak, sink)
    return z - shift, shift, _sum(np.exp(z - shift), axes) + np.exp(sink - shift)


def _on_empty(y, total, on_empty):
    """Rows without a finite logit, where nothing is left to divide by, are what the op says."""
    if on_empty not in ("nan", "zero"):
        raise ValueError(f"expects on_empty nan or zero, got {on_empty}")
    return np.where(total == 0.0, np.nan if on_empty == "nan" else 0.0, y)


@_FOLLOW_FORMULA
def softmax(x, dims, *, scale=None, mask=None, sink=None, on_empty="nan"):
    """exp z / (sum exp z + exp sink) with z = scale * x + mask: y and the log of the denominator.

    Bridle: Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990; the
    sink as in Xiao et al.: Efficient Streaming Language Models with Attention Sinks, arXiv
    2309.17453.
    """
    x = _f64(x)
    axes = _axes(dims, x.ndim)
    z, shift, total = _shifted(_logits(x, scale, mask, axes), sink, axes)
    return _on_empty(np.exp(z) / total, total, on_empty), shift + np.log(total)


@_FOLLOW_FORMULA
def log_softmax(x, dims, *, scale=None, mask=None, sink=None, on_empty="nan"):
    """The logarithm of softmax, taken before the division: y and the log of the denominator.

    Bridle, 1990, as for softmax. An empty row is what on_empty says, NaN or 0.
    """
    x = _f64(x)
    axes = _axes(dims, x.ndim)
    z, shift, total = _shifted(_logits(x, scale, mask, axes), sink, axes)
    return _on_empty(z - np.log(total), total, on_empty), shift + np.log(total)


@_FOLLOW_FORMULA
def dyt(x, alpha, *, channel_dim=-1, scale=None, bias=None):
    """tanh(alpha x) * scale + bias, the shape of x; operands of rank 1 along the channels.

    Zhu et al.: Transformers without Normalization, arXiv 2503.10622.
    """
    x = _f64(x)
    axes = (channel_dim % x.ndim,)
    return _affine(np.tanh(x * _along(alpha, x, axes)), scale, bias, axes)


@_FOLLOW_FORMULA
def derf(x, alpha, *, shift=None, channel_dim=-1, scale=None, bias=None):
    """erf(alpha x + shift) * scale + bias, the shape of x; operands of rank 1 along the channels.

    Chen et al.: Stronger Normalization-Free Transformers, arXiv 2512.10938.
    """
    x = _f64(x)
    axes = (channel_dim % x.ndim,)
    return _affine(_erf(_affine(x, alpha, shift, axes)), scale, bias, axes)
