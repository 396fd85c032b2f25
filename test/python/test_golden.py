"""The witness is witnessed: evident arithmetic, identities between methods, edges."""

import math

import numpy as np
import pytest
from norm import golden

INF, NAN = math.inf, math.nan
RNG = np.random.default_rng(0)


def close(got, want):
    np.testing.assert_allclose(got, want, rtol=1e-13, atol=1e-13)


def sample(*shape):
    return RNG.standard_normal(shape)


# Evident arithmetic.


def test_layer_norm_of_1_and_3():
    close(golden.layer_norm([[1, 3]], (1,)), [[-1, 1]])
    close(golden.layer_norm([[1, 3]], (1,), scale=[2, 3], bias=[10, 20]), [[8, 23]])
    close(golden.layer_norm([[1, 3]], (1,), ddof=1), [[-math.sqrt(0.5), math.sqrt(0.5)]])


def test_rms_norm_of_3_and_4():
    close(golden.rms_norm([3, 4], (0,)), [0.6 * math.sqrt(2), 0.8 * math.sqrt(2)])
    close(golden.rms_norm([3, 4], (0,), partial=1), [1, 4 / 3])
    close(golden.rms_norm([1, 2], (0,), compressed=True), np.array([1, 2]) / math.sqrt((5 + 9) / 3))


def test_epsilon_modes():
    close(golden.rms_norm([4, 4], (0,), 9, epsilon_mode="inside"), [0.8, 0.8])
    close(golden.rms_norm([4, 4], (0,), 4, epsilon_mode="outside"), [0.5, 0.5])
    close(golden.rms_norm([4, 4], (0,), 8, epsilon_mode="clamp"), [0.5, 0.5])
    close(golden.rms_norm([4, 4], (0,), 2, epsilon_mode="clamp"), [1, 1])
    close(golden.lp_norm([1, -1], (0,), 1, 2, epsilon_mode="inside"), [0.25, -0.25])


def test_lp_norm_of_3_and_minus_4():
    close(golden.lp_norm([3, -4], (0,), 1), [3 / 7, -4 / 7])
    close(golden.lp_norm([3, -4], (0,), 2), [0.6, -0.8])
    close(golden.lp_norm([3, -4], (0,), INF, epsilon_mode="clamp"), [0.75, -1])


def test_batch_norm_of_given_statistics():
    close(golden.batch_norm([[5.0], [9.0]], [1], [4]), [[2], [4]])
    y, mean, variance = golden.batch_norm_training([[1.0], [3.0]])
    close(y, [[-1], [1]])
    close(mean, [2])
    close(variance, [1])


def test_moments_of_1_2_3():
    kinds = ("mean", "raw_second", "central_second")
    mean, raw, central = golden.moments([[1, 2, 3]], [(kind, (1,)) for kind in kinds])
    close([mean, raw, central], [[[2]], [[14 / 3]], [[2 / 3]]])
    close(golden.moments([[1, 2, 3]], [("central_second", (1,))], ddof=1)[0], [[1]])


def test_softmax_of_logarithms():
    y, lse = golden.softmax(np.log([1, 3]), (0,))
    close(y, [0.25, 0.75])
    close(lse, [math.log(4)])
    close(golden.log_softmax(np.log([1, 3]), (0,))[0], np.log([0.25, 0.75]))
    close(golden.softmax(np.log([1, 3]), (0,), sink=math.log(4))[0], [0.125, 0.375])
    close(
        golden.softmax([1, 2, 3], (0,), mask=np.array([True, False, True]), scale=0)[0],
        [0.5, 0, 0.5],
    )


def test_bounded_functions():
    close(golden.dyt([[0, 1]], 0.5, scale=[1, 2], bias=[3, 0]), [[3, 2 * math.tanh(0.5)]])
    close(golden.derf([0.5], 2.0, shift=-1.0), [0])
    close(golden.derf([1.0], 1.0), [0.8427007929497149])


# Identities between methods.


@pytest.mark.parametrize("dims", [(0,), (2,), (0, 2), (0, 1, 2)])
def test_layer_norm_is_centered_rms_norm(dims):
    x = sample(3, 4, 5)
    close(golden.layer_norm(x + 7, dims, 1e-5), golden.layer_norm(x, dims, 1e-5))
    close(
        golden.rms_norm(x - x.mean(dims, keepdims=True), dims, 1e-5),
        golden.layer_norm(x, dims, 1e-5),
    )


def test_compressed_rms_norm_drops_the_last_of_zero_mean():
    z = sample(4, 9)
    z -= z.mean(1, keepdims=True)
    close(
        golden.rms_norm(z[:, :-1], (1,), 1e-5, compressed=True),
        golden.rms_norm(z, (1,), 1e-5)[:, :-1],
    )


def test_group_norm_between_layer_and_instance_norm():
    x, scale, bias = sample(2, 6, 3, 4), sample(6), sample(6)
    along = (scale[:, None, None], bias[:, None, None])
    for groups, dims in ((1, (1, 2, 3)), (6, (2, 3))):
        want = golden.layer_norm(x, dims, 1e-5) * along[0] + along[1]
        close(golden.group_norm(x, groups, 1e-5, scale=scale, bias=bias), want)
    last = golden.group_norm(np.moveaxis(x, 1, 3), 3, 1e-5, channel_dim=3)
    close(np.moveaxis(last, 3, 1), golden.group_norm(x, 3, 1e-5))


def test_batch_norm_training_is_layer_norm_over_all_but_the_channel():
    x = sample(5, 3, 4)
    y, mean, variance = golden.batch_norm_training(x, 1e-5)
    close(y, golden.layer_norm(x, (0, 2), 1e-5))
    close(y, golden.batch_norm(x, mean, variance, 1e-5))


def test_l2_norm_is_rms_norm_over_root_n():
    x = sample(4, 9)
    close(golden.lp_norm(x, (1,), 2) * 3, golden.rms_norm(x, (1,)))
    once = golden.lp_norm(x, (1,), 2)
    close(golden.lp_norm(once, (1,), 2), once)


def test_softmax_with_sink():
    x, s = sample(4, 9), 0.7
    y, lse = golden.softmax(x, (1,))
    sunk, lse_sunk = golden.softmax(x, (1,), sink=s)
    close(sunk, y / (1 + np.exp(s - lse)))
    close(lse_sunk, np.logaddexp(lse, s))
    appended = np.concatenate([x, np.full((4, 1), s)], axis=1)
    close(sunk, golden.softmax(appended, (1,))[0][:, :-1])
    close(golden.softmax(x + 100, (1,))[0], y)


def test_moments_build_layer_norm():
    x = sample(4, 9)
    mean, central = golden.moments(x, [("mean", (1,)), ("central_second", (1,))])
    close((x - mean) / np.sqrt(central + 1e-5), golden.layer_norm(x, (1,), 1e-5))


# Edges.


def test_operand_rule():
    x = sample(2, 3, 4)
    scale = sample(2, 4)
    close(
        golden.layer_norm(x, (0, 2), scale=scale), golden.layer_norm(x, (0, 2)) * scale[:, None, :]
    )
    close(golden.layer_norm(x, (2,), scale=sample(2, 1, 1) * 0 + 3), 3 * golden.layer_norm(x, (2,)))
    close(golden.layer_norm(x, (2,), bias=2.0), golden.layer_norm(x, (2,)) + 2)
    for wrong in (sample(3), sample(1), sample(4, 4), sample(2, 3, 5)):
        with pytest.raises(ValueError, match="expects"):
            golden.layer_norm(x, (2,), scale=wrong)


def test_wrong_attributes_are_refused():
    for call in (
        lambda: golden.layer_norm([[1]], ()),
        lambda: golden.layer_norm([[1]], (2,)),
        lambda: golden.layer_norm([[1]], (0, 0)),
        lambda: golden.layer_norm([1], (0,), epsilon_mode="above"),
        lambda: golden.lp_norm([1], (0,), 3),
        lambda: golden.lp_norm([1], (0,), INF, epsilon_mode="inside"),
        lambda: golden.rms_norm([1], (0,), partial=1, compressed=True),
        lambda: golden.group_norm(sample(2, 5, 3), 2),
        lambda: golden.softmax([1], (0,), on_empty="one"),
    ):
        with pytest.raises(ValueError, match="expects"):
            call()


def test_constant_rows():
    close(golden.layer_norm([[2, 2]], (1,), 1e-5), [[0, 0]])
    close(golden.layer_norm([[2, 2]], (1,)), [[NAN, NAN]])
    close(golden.layer_norm([[2.0]], (1,), ddof=1, epsilon=1e-5), [[NAN]])
    close(golden.lp_norm([0, 0], (0,), 2, 1e-12), [0, 0])


def test_not_a_number_stays_in_its_row():
    y = golden.layer_norm([[1, NAN], [1, 3]], (1,))
    close(y, [[NAN, NAN], [-1, 1]])
    close(golden.rms_norm([1, INF], (0,)), [0, NAN])
    close(golden.lp_norm([1, INF], (0,), INF, epsilon_mode="clamp"), [0, NAN])
    close(golden.rms_norm([NAN, 1], (0,), 1.0, epsilon_mode="clamp"), [NAN, NAN])


def test_softmax_at_infinity():
    close(golden.softmax([-INF, 0, 0], (0,))[0], [0, 0.5, 0.5])
    close(golden.softmax([INF, 0], (0,))[0], [NAN, NAN])
    close(golden.softmax([NAN, -INF], (0,), on_empty="zero")[0], [NAN, NAN])
    for on_empty, want in (("nan", NAN), ("zero", 0)):
        for op in (golden.softmax, golden.log_softmax):
            y, lse = op([-INF, -INF], (0,), on_empty=on_empty)
            close(y, [want, want])
            close(lse, [-INF])
    close(golden.softmax([-INF, -INF], (0,), sink=1.0)[0], [0, 0])


def test_zero_extents():
    empty = np.zeros((2, 0))
    assert golden.layer_norm(empty, (1,)).shape == (2, 0)
    assert golden.layer_norm(empty, (0,)).shape == (2, 0)
    close(golden.moments(empty, [("mean", (1,))])[0], [[NAN], [NAN]])
    close(golden.softmax(empty, (1,))[1], [[-INF], [-INF]])
    close(golden.softmax(empty, (1,), sink=3.0)[1], [[3], [3]])
    close(golden.batch_norm_training(np.zeros((0, 2)))[1], [NAN, NAN])


# A third opinion, where there is one.


def test_against_torch():
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed, which only this comparison needs"
    )
    functional = torch.nn.functional
    x, scale, bias = sample(4, 6, 5), sample(6), sample(6)
    tx, tscale, tbias = torch.from_numpy(x), torch.from_numpy(scale), torch.from_numpy(bias)
    close(golden.layer_norm(x, (1, 2), 1e-5), functional.layer_norm(tx, (6, 5)))
    close(
        golden.group_norm(x, 3, 1e-5, scale=scale, bias=bias),
        functional.group_norm(tx, 3, tscale, tbias),
    )
    close(golden.softmax(x, (1,))[0], functional.softmax(tx, 1))
    close(golden.lp_norm(x, (1,), 1, 1e-12, epsilon_mode="clamp"), functional.normalize(tx, 1, 1))
    close(
        golden.batch_norm_training(x, 1e-5)[0], functional.batch_norm(tx, None, None, training=True)
    )
