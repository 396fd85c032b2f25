"""Each kind as model code writes it, for any library with NumPy's names.

Statistics are taken in f32; results have the type of x. Every function takes the
namespace, the point and the arrays, and returns all results.
"""

import numpy as np

from bench.kinds import ALPHA, EPSILON, LOGIT_SCALE


def wide(x):
    return x if x.dtype == np.float32 else x.astype(np.float32)


def like(y, x):
    return y if y.dtype == x.dtype else y.astype(x.dtype)


def standardized(xp, x, axis):
    centered = x - x.mean(axis, keepdims=True)
    return centered * (1 / xp.sqrt(xp.square(centered).mean(axis, keepdims=True) + EPSILON))


def channels(parameter):
    """A parameter of the channels against [N, C, H, W]."""
    return wide(parameter).reshape(1, -1, 1, 1)


def rms(xp, x, scale):
    x = wide(x)
    inverse = 1 / xp.sqrt(xp.square(x).mean(-1, keepdims=True) + EPSILON)
    return x * inverse * wide(scale)


def rms_norm(xp, point, x, scale):
    return (like(rms(xp, x, scale), x),)


def add_rms_norm(xp, point, x, r, scale):
    total = x + r
    return total, like(rms(xp, total, scale), x)


def rms_norm_int8(xp, point, x, scale):
    y = rms(xp, x, scale)
    steps = xp.abs(y).max(-1, keepdims=True) / 127
    return xp.round(y / steps).astype(np.int8), steps[:, 0]


def layer_norm(xp, point, x, scale, bias):
    if point.dim == 1:
        return (standardized(xp, x, 1) * channels(scale) + channels(bias),)
    return (like(standardized(xp, wide(x), -1) * wide(scale) + wide(bias), x),)


def softmax(xp, point, x):
    z = wide(x)
    e = xp.exp(z - z.max(point.dim, keepdims=True))
    return (like(e * (1 / e.sum(point.dim, keepdims=True)), x),)


def masked_softmax(xp, point, x, mask):
    return softmax(xp, point, x * np.float32(LOGIT_SCALE) + mask)


def log_softmax(xp, point, x):
    z = x - x.max(-1, keepdims=True)
    return (z - xp.log(xp.exp(z).sum(-1, keepdims=True)),)


def batch_norm(xp, point, x, mean, variance, scale, bias):
    gain = channels(scale) / xp.sqrt(channels(variance) + EPSILON)
    return ((x - channels(mean)) * gain + channels(bias),)


def batch_norm_training(xp, point, x, scale, bias):
    return (standardized(xp, x, (0, 2, 3)) * channels(scale) + channels(bias),)


def grouped(xp, x, groups, scale, bias):
    rows = wide(x).reshape(x.shape[0], groups, -1)
    return standardized(xp, rows, -1).reshape(x.shape) * channels(scale) + channels(bias)


def group_norm(xp, point, x, scale, bias):
    return (grouped(xp, x, point.groups, scale, bias),)


def instance_norm(xp, point, x, scale, bias):
    return (grouped(xp, x, x.shape[1], scale, bias),)


def group_norm_silu(xp, point, x, scale, bias):
    y = grouped(xp, x, point.groups, scale, bias)
    return (like(y / (1 + xp.exp(-y)), x),)


def dyt(xp, point, x, scale, bias):
    return (like(xp.tanh(np.float32(ALPHA) * wide(x)) * wide(scale) + wide(bias), x),)


def l1_norm(xp, point, x):
    return (x * (1 / xp.abs(x).sum(-1, keepdims=True)),)


def l2_norm(xp, point, x):
    return (x * (1 / xp.sqrt(xp.square(x).sum(-1, keepdims=True))),)
