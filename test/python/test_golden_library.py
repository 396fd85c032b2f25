"""The library's definitions, each where it meets a method that is known."""

import numpy as np
from norm import golden, golden_library

RNG = np.random.default_rng(0)


def close(got, want, tolerance=1e-13):
    np.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance)


def sample(*shape):
    return RNG.standard_normal(shape)


def test_seed_norm_without_beta_is_rms_norm():
    x, alpha, gamma = sample(3, 5), sample(5), sample(5)
    plain = golden.rms_norm(x, (1,), 1e-6, scale=gamma)
    close(golden_library.seednorm(x, alpha, np.zeros(5), gamma), plain)
    ones = np.ones((1, 4))
    close(golden_library.seednorm(ones, 2, 0.25, 1, epsilon=0), ones * (2 * np.tanh(1) + 1))


def test_grn_starts_as_the_identity_and_divides_by_the_mean_response():
    x = sample(2, 3, 4, 4)
    close(golden_library.grn(x, np.zeros(3), np.zeros(3)), x)
    x = np.array([[[3.0, 4.0], [0.0, 15.0]]])
    close(golden_library.grn(x, [1, 1], [0, 1], epsilon=0), x * [[[1.5], [2.5]]] + [[[0], [1]]])
    close(
        golden_library.grn(np.moveaxis(x, 1, 2), [1, 1], [0, 1], channel_dim=2)[0].T,
        golden_library.grn(x, [1, 1], [0, 1])[0],
    )


def test_qk_norm_forgets_lengths():
    q, k = sample(2, 3, 4), sample(2, 5, 4)
    weights = golden_library.qk_norm(q, k, 3.0)
    close(weights, golden_library.qk_norm(7 * q, 0.5 * k, 3.0))
    close(weights.sum(-1), np.ones((2, 3)))


def test_scale_norm_has_the_length_of_its_gain():
    close(np.linalg.norm(golden_library.scale_norm(sample(3, 5), 2.5), axis=1), [2.5, 2.5, 2.5])


def test_ada_ln_without_condition_is_layer_norm():
    x = sample(2, 3, 5)
    close(golden_library.ada_ln(x, 0, 0), golden.layer_norm(x, (2,), 1e-6))
    shift = sample(2, 1, 5)
    close(golden_library.ada_ln(x, -1, shift), np.broadcast_to(shift, x.shape))


def test_evo_norm_s0_without_weight_halves():
    x = sample(2, 6, 4)
    centered = x - x.reshape(2, 2, 12).mean(2).repeat(3, axis=1)[:, :, None]
    got = golden_library.evonorm_s0(centered, 2, np.zeros(6), np.full(6, 2.0), np.zeros(6))
    close(got, golden.group_norm(x, 2, 1e-5))


def test_power_norm_with_unit_statistics_is_rms_norm():
    x, scale, bias = sample(3, 5), sample(5), sample(5)
    got = golden_library.power_norm(x, np.ones(5), scale, bias, epsilon=0)
    close(got, golden.rms_norm(x, (1,), scale=scale, bias=bias))


def test_bhyt_is_bounded_by_its_gain():
    close(golden_library.bhyt([[1.0, -1.0]], [3, 5], 1e6), [[3, -5]])
    close(golden_library.bhyt([[1.0, -1.0]], 1, 10, epsilon=0), [[np.tanh(1), -np.tanh(1)]])


def test_neural_sort_at_low_temperature_sorts_downward():
    s = np.array([2.0, 5.0, -1.0])
    close(golden_library.neural_sort_sinkhorn(s, 1e-3) @ s, [5, 2, -1])
    p = golden_library.neural_sort_sinkhorn(s, 2.0, iterations=200)
    close([p.sum(0), p.sum(1)], np.ones((2, 3)), 1e-9)


def test_group_whitening_leaves_the_identity_as_covariance():
    x = sample(6, 40)
    y = golden_library.group_whitening(x, 2, 0.0).reshape(2, 3, 40)
    close(y @ np.swapaxes(y, 1, 2) / 40, np.stack([np.eye(3)] * 2), 1e-12)
    exact = golden_library.group_whitening(x, 2)
    close(golden_library.group_whitening(x, 2, iterations=30), exact, 1e-10)
