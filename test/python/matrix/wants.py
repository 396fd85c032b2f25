"""What the witness wants of a case: values, and the magnitude each error is measured by."""

import math
from dataclasses import dataclass

import numpy as np
from norm import golden


@dataclass
class Want:
    """One result: its values, what the formula adds up before it cancels, and what after."""

    y: np.ndarray
    magnitude: np.ndarray
    parts: np.ndarray
    statistic: bool = False


def _span(x, axes):
    """The largest |x| of a row."""
    return np.max(np.abs(x), axis=axes, keepdims=True, initial=0.0)


def _affine(case, y, conditioned, normalized, axes):
    """The magnitudes of scale * normalized + bias."""
    scale, bias = (
        None if p is None else np.abs(p)
        for p in (case.operands.get("scale"), case.operands.get("bias"))
    )
    grown = [
        golden._affine(np.abs(a) + np.zeros(y.shape), scale, bias, axes)
        for a in (conditioned, normalized)
    ]
    return Want(y, *grown)


def _centered_condition(x, axes, case):
    ddof, mode = case.attributes.get("ddof", 0), case.attributes.get("epsilon_mode", "inside")
    return _span(x, axes) / golden._denominator(golden._variance(x, axes, ddof), case.epsilon, mode)


def layer_norm(case):
    y = golden.layer_norm(
        case.x, case.dims, case.epsilon, **case.given("scale bias epsilon_mode ddof")
    )
    normalized = golden.layer_norm(
        case.x, case.dims, case.epsilon, **case.given("epsilon_mode ddof")
    )
    return [_affine(case, y, _centered_condition(case.x, case.dims, case), normalized, case.dims)]


def rms_norm(case):
    y = golden.rms_norm(
        case.x, case.dims, case.epsilon, **case.given("scale bias epsilon_mode partial compressed")
    )
    normalized = golden.rms_norm(
        case.x, case.dims, case.epsilon, **case.given("epsilon_mode partial compressed")
    )
    conditioned = normalized
    if case.attributes.get("compressed"):
        total, square = (golden._sum(a, case.dims) for a in (np.abs(case.x), case.x**2))
        conditioned = normalized * (1 + total**2 / (square + golden._sum(case.x, case.dims) ** 2))
    return [_affine(case, y, conditioned, normalized, case.dims)]


def group_norm(case):
    groups, channel = case.attributes["groups"], case.channel_dim
    named = dict(channel_dim=channel, **case.given("epsilon_mode ddof"))
    normalized = golden.group_norm(case.x, groups, case.epsilon, **named)
    y = golden.group_norm(case.x, groups, case.epsilon, **named, **case.given("scale bias"))
    first = np.moveaxis(case.x, channel, 1)
    grouped = first.reshape(
        first.shape[0], groups, first.shape[1] // groups, math.prod(first.shape[2:])
    )
    condition = _centered_condition(grouped, (2, 3), case) + np.zeros(grouped.shape)
    return [
        _affine(
            case, y, np.moveaxis(condition.reshape(first.shape), 1, channel), normalized, (channel,)
        )
    ]


def batch_norm(case):
    mean, variance = case.operands["mean"], case.operands["variance"]
    named = dict(channel_dim=case.channel_dim, **case.given("epsilon_mode"))
    y = golden.batch_norm(case.x, mean, variance, case.epsilon, **named, **case.given("scale bias"))
    normalized = golden.batch_norm(case.x, mean, variance, case.epsilon, **named)
    return [_affine(case, y, normalized, normalized, (case.channel_dim,))]


def batch_norm_training(case):
    named = dict(channel_dim=case.channel_dim, **case.given("epsilon_mode"))
    y, mean, variance = golden.batch_norm_training(
        case.x, case.epsilon, **named, **case.given("scale bias")
    )
    normalized = golden.batch_norm_training(case.x, case.epsilon, **named)[0]
    axes = tuple(axis for axis in range(case.x.ndim) if axis != case.channel_dim)
    condition = _centered_condition(case.x, axes, case)
    spread = _span(case.x, axes).reshape(-1)
    return [
        _affine(case, y, condition, normalized, (case.channel_dim,)),
        Want(mean, spread, spread, statistic=True),
        Want(variance, *2 * [variance + _square_of_mean_error(case, spread)], statistic=True),
    ]


def _square_of_mean_error(case, span):
    """The mean's own error, squared, enters a variance; relative to one rounding."""
    return case.row_length * case.compute_eps * span**2


def lp_norm(case):
    order = case.attributes["order"]
    y = golden.lp_norm(
        case.x, case.dims, order, case.epsilon, **case.given("scale bias epsilon_mode")
    )
    normalized = golden.lp_norm(
        case.x, case.dims, order, case.epsilon, **case.given("epsilon_mode")
    )
    return [_affine(case, y, normalized, normalized, case.dims)]


def moments(case):
    requests = case.attributes["requests"]
    values = golden.moments(case.x, requests, **case.given("ddof"))
    wants = []
    for (kind, dims), y in zip(requests, values, strict=True):
        spread = _span(case.x, tuple(dims))
        grown = {
            "mean": spread,
            "raw_second": y,
            "central_second": y + _square_of_mean_error(case, spread),
        }[kind]
        wants.append(Want(y, grown, grown, statistic=True))
    return wants


def _exponential(case, op):
    y, lse = op(case.x, case.dims, **case.given("scale mask sink on_empty"))
    z = golden._logits(case.x, case.operands.get("scale"), case.operands.get("mask"), case.dims)
    span = _span(np.where(np.isfinite(z), z, 0.0), case.dims)
    exact = (
        "scale" not in case.operands and case.operands.get("mask", np.zeros(1, bool)).dtype == bool
    )
    grown = np.zeros(span.shape) if exact else span
    base = y if op is golden.softmax else 1 + np.abs(y)
    magnitude = base * (1 + grown) if op is golden.softmax else base + grown
    wants = [Want(y, np.abs(magnitude), np.abs(y))]
    if case.attributes.get("lse"):
        wants.append(Want(lse, *2 * [1 + np.abs(lse) + span], statistic=True))
    return wants


def softmax(case):
    return _exponential(case, golden.softmax)


def log_softmax(case):
    return _exponential(case, golden.log_softmax)


def dyt(case):
    y = golden.dyt(case.x, **case.given("alpha channel_dim scale bias"))
    bounded = golden.dyt(case.x, **case.given("alpha channel_dim"))
    return [_affine(case, y, bounded, bounded, case.dims)]


def derf(case):
    y = golden.derf(case.x, **case.given("alpha shift channel_dim scale bias"))
    bounded = golden.derf(case.x, **case.given("alpha shift channel_dim"))
    alpha, shift = case.operands["alpha"], case.operands.get("shift", np.zeros(()))
    summed = golden._affine(np.abs(case.x), np.abs(alpha), np.abs(shift), case.dims)
    slope = 1.13 * np.exp(-(golden._affine(case.x, alpha, shift, case.dims) ** 2))
    steep = np.where(slope == 0.0, 0.0, slope * summed)
    return [_affine(case, y, np.abs(bounded) + steep, bounded, case.dims)]
