"""The definitions of the library `normalizers.mlir` again, in NumPy f64.

Methods that are compositions: each is a handful of the functions of `golden`
and arithmetic, written from its paper. Conventions as there.
"""

import numpy as np

from .golden import _f64, layer_norm, lp_norm, moments, rms_norm, softmax


def _sigmoid(x):
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def seednorm(x, alpha, beta, gamma, epsilon=1e-6):
    """(tanh(<x, beta>) alpha + gamma) * rms_norm(x) over the last dimension; parameters [d].

    Cai et al.: SeeDNorm: Self-Rescaled Dynamic Normalization, arXiv 2510.22777.
    """
    x = _f64(x)
    rescale = np.tanh(np.sum(x * _f64(beta), axis=-1, keepdims=True))
    return (rescale * _f64(alpha) + _f64(gamma)) * rms_norm(x, (x.ndim - 1,), epsilon)


def grn(x, scale, bias, epsilon=1e-6, *, channel_dim=1):
    """scale * (x * nx) + bias + x, nx the L2 norm over space relative to its mean; parameters [C].

    Dimension 0 is the batch. Woo et al.: ConvNeXt V2, arXiv 2301.00808 (Global Response
    Normalization).
    """
    x = _f64(x)
    space = tuple(axis for axis in range(1, x.ndim) if axis != channel_dim)
    response = np.sqrt(np.sum(x**2, axis=space, keepdims=True))
    relative = response / (np.mean(response, axis=channel_dim, keepdims=True) + epsilon)
    shape = [-1 if axis == channel_dim else 1 for axis in range(x.ndim)]
    return _f64(scale).reshape(shape) * (x * relative) + _f64(bias).reshape(shape) + x


def qk_norm(q, k, scale, epsilon=1e-12):
    """softmax(scale * l2(q) l2(k)^T): weights [.., m, n] of q [.., m, d] and k [.., n, d].

    Henry et al.: Query-Key Normalization for Transformers, arXiv 2010.04245.
    """
    last = (np.ndim(q) - 1,)
    q, k = (lp_norm(a, last, 2, epsilon, epsilon_mode="clamp") for a in (q, k))
    logits = q @ np.swapaxes(k, -1, -2)
    return softmax(_f64(scale) * logits, last)[0]


def scale_norm(x, scale, epsilon=1e-5):
    """scale * x / max(|x|, epsilon) over the last dimension; one scalar scale.

    Nguyen, Salazar: Transformers without Tears, arXiv 1910.05895.
    """
    return lp_norm(x, (np.ndim(x) - 1,), 2, epsilon, scale=scale, epsilon_mode="clamp")


def ada_ln(x, scale, shift, epsilon=1e-6):
    """layer_norm(x) * (1 + scale) + shift over the last dimension; scale and shift broadcast.

    Peebles, Xie: Scalable Diffusion Models with Transformers, arXiv 2212.09748.
    """
    return layer_norm(x, (np.ndim(x) - 1,), epsilon) * (1.0 + _f64(scale)) + _f64(shift)


def evonorm_s0(x, groups, weight, scale, bias, epsilon=1e-5):
    """x sigmoid(weight x) / sqrt(Var_group x + epsilon) scale + bias; x [N, C, ..], others [C].

    Liu et al.: Evolving Normalization-Activation Layers, arXiv 2004.02967; biased variance.
    """
    x = _f64(x)
    weight, scale, bias = (_f64(p).reshape(-1, *[1] * (x.ndim - 2)) for p in (weight, scale, bias))
    grouped = x.reshape(x.shape[0], groups, -1)
    (variance,) = moments(grouped, [("central_second", (2,))])
    deviation = np.sqrt(np.broadcast_to(variance + epsilon, grouped.shape)).reshape(x.shape)
    return x * _sigmoid(weight * x) / deviation * scale + bias


def power_norm(x, second_moment, scale, bias, epsilon=1e-5):
    """rms_norm(x) / sqrt(second_moment + epsilon) * scale + bias over the last dimension; all [d].

    Shen et al.: PowerNorm, arXiv 2003.07845, inference: the running quadratic mean, behind one
    group scaling.
    """
    y = rms_norm(x, (np.ndim(x) - 1,), epsilon) / np.sqrt(_f64(second_moment) + epsilon)
    return y * _f64(scale) + _f64(bias)


def bhyt(x, scale, lam, kappa=10.0, epsilon=1e-6):
    """scale * tanh(lam / kappa * rms_norm(x)) over the last dimension; scale [d], lam one scalar.

    Byun et al.: Bounded Hyperbolic Tangent, 2026.
    """
    return _f64(scale) * np.tanh(_f64(lam) / kappa * rms_norm(x, (np.ndim(x) - 1,), epsilon))


def neural_sort_sinkhorn(s, temperature=1.0, iterations=10):
    """The relaxed permutation [n, n] that sorts s [n] downward, scaled to be doubly stochastic.

    Grover et al.: Stochastic Optimization of Sorting Networks via Continuous Relaxations, arXiv
    1903.08850; the scaling as in Pobrotyn, Bialobrzeski: NeuralNDCG, arXiv 2102.07831.
    """
    s = _f64(s)
    n = len(s)
    distance = np.sum(np.abs(s[:, None] - s[None, :]), axis=1)
    factor = n + 1.0 - 2.0 * np.arange(1, n + 1)
    p = softmax((factor[:, None] * s[None, :] - distance[None, :]) / temperature, (1,))[0]
    for _ in range(iterations):
        p = lp_norm(p, (0,), 1)
        p = lp_norm(p, (1,), 1)
    return p


def group_whitening(x, groups, epsilon=1e-5, *, iterations=None):
    """Each of `groups` runs of rows of x [C, m], centered, times its covariance to the power -1/2.

    Huang et al.: Iterative Normalization, arXiv 1904.03441. With `iterations` the root is that many
    steps of Newton's method on the covariance over its trace, as there; without, it is exact.
    """
    grouped = _f64(x).reshape(groups, -1, np.shape(x)[1])
    centered = grouped - np.mean(grouped, axis=2, keepdims=True)
    unit = np.eye(grouped.shape[1])
    covariance = centered @ np.swapaxes(centered, 1, 2) / grouped.shape[2] + epsilon * unit
    if iterations is None:
        values, vectors = np.linalg.eigh(covariance)
        root = vectors / np.sqrt(values)[:, None, :] @ np.swapaxes(vectors, 1, 2)
        return (root @ centered).reshape(np.shape(x))
    trace = np.trace(covariance, axis1=1, axis2=2)[:, None, None]
    root = np.broadcast_to(unit, covariance.shape)
    for _ in range(iterations):
        root = 1.5 * root - 0.5 * root @ root @ root @ (covariance / trace)
    return (root / np.sqrt(trace) @ centered).reshape(np.shape(x))
