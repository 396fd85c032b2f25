"""Each kind in PyTorch, {name: function of the arguments in order}; the compiler takes the first.

Further ones are what a careful user of eager mode would try.
"""

from bench.kinds import ALPHA, EPSILON, LOGIT_SCALE


def of(point):
    """The forms of a point's kind."""
    import torch

    return globals()[point.kind](point, torch, torch.nn.functional)


def rms_norm(point, torch, F):
    n = point.shape[-1]

    def composed(x, scale):
        square = x.pow(2).mean(-1, keepdim=True)
        return (x * square.add_(EPSILON).rsqrt_()).mul_(scale)

    def by_length(x, scale):
        square = torch.linalg.vector_norm(x, dim=-1, keepdim=True).square_().div_(n)
        return (x * square.add_(EPSILON).rsqrt_()).mul_(scale)

    return {
        "F.rms_norm": lambda x, scale: F.rms_norm(x, (n,), scale, EPSILON),
        "composed": composed,
        "composed, vector_norm": by_length,
    }


def add_rms_norm(point, torch, F):
    def form(norm):
        def add_then_norm(x, r, scale):
            total = x + r
            return total, norm(total, scale)

        return add_then_norm

    return {f"add, {name}": form(norm) for name, norm in rms_norm(point, torch, F).items()}


def rms_norm_int8(point, torch, F):
    def form(norm):
        def quantized(x, scale):
            y = norm(x, scale).float()
            steps = y.abs().amax(-1, keepdim=True) / 127
            return torch.round(y / steps).to(torch.int8), steps[:, 0]

        return quantized

    norms = rms_norm(point, torch, F)
    return {f"{name}, abs, amax, round": form(norm) for name, norm in norms.items()}


def layer_norm(point, torch, F):
    n = point.shape[point.dim]
    if point.dim == -1:
        return {"F.layer_norm": lambda x, scale, bias: F.layer_norm(x, (n,), scale, bias, EPSILON)}

    def along(parameter):
        return parameter.view(1, -1, 1, 1)

    def composed(x, scale, bias):
        centered = x - x.mean(1, keepdim=True)
        variance = centered.pow(2).mean(1, keepdim=True)
        return centered / torch.sqrt(variance + EPSILON) * along(scale) + along(bias)

    def permuted(x, scale, bias):
        y = F.layer_norm(x.permute(0, 2, 3, 1), (n,), scale, bias, EPSILON)
        return y.permute(0, 3, 1, 2).contiguous()

    def in_place(x, scale, bias):
        variance, mean = torch.var_mean(x, 1, correction=0, keepdim=True)
        y = (x - mean).mul_(variance.add_(EPSILON).rsqrt_())
        return y.mul_(along(scale)).add_(along(bias))

    return {
        "composed": composed,
        "permute, F.layer_norm": permuted,
        "var_mean, in place": in_place,
    }


def softmax(point, torch, F):
    return {"torch.softmax": lambda x: torch.softmax(x, point.dim)}


def masked_softmax(point, torch, F):
    return {
        "add, softmax": lambda x, mask: torch.softmax(torch.add(mask, x, alpha=LOGIT_SCALE), -1)
    }


def log_softmax(point, torch, F):
    return {"torch.log_softmax": lambda x: torch.log_softmax(x, -1)}


def batch_norm(point, torch, F):
    return {
        "F.batch_norm": lambda x, mean, variance, scale, bias: F.batch_norm(
            x, mean, variance, scale, bias, False, 0.1, EPSILON
        )
    }


def batch_norm_training(point, torch, F):
    return {
        "F.batch_norm(training)": lambda x, scale, bias: F.batch_norm(
            x, None, None, scale, bias, True, 0.1, EPSILON
        )
    }


def group_norm(point, torch, F):
    return {
        "F.group_norm": lambda x, scale, bias: F.group_norm(x, point.groups, scale, bias, EPSILON)
    }


def group_norm_silu(point, torch, F):
    def activated(x, scale, bias):
        return F.silu(F.group_norm(x, point.groups, scale, bias, EPSILON), inplace=True)

    return {"F.group_norm, F.silu": activated}


def instance_norm(point, torch, F):
    channels = point.shape[1]
    return {
        "F.instance_norm": lambda x, scale, bias: F.instance_norm(
            x, None, None, scale, bias, True, 0.1, EPSILON
        ),
        "F.group_norm": lambda x, scale, bias: F.group_norm(x, channels, scale, bias, EPSILON),
    }


def dyt(point, torch, F):
    return {
        "composed": lambda x, scale, bias: torch.tanh(ALPHA * x) * scale + bias,
        "in place": lambda x, scale, bias: torch.mul(x, ALPHA).tanh_().mul_(scale).add_(bias),
        "addcmul": lambda x, scale, bias: torch.addcmul(bias, torch.mul(x, ALPHA).tanh_(), scale),
    }


def _by_length(order, torch, F):
    return {
        "F.normalize": lambda x: F.normalize(x, p=order, dim=-1),
        "vector_norm": lambda x: x / torch.linalg.vector_norm(x, order, -1, keepdim=True),
    }


def l1_norm(point, torch, F):
    return _by_length(1.0, torch, F)


def l2_norm(point, torch, F):
    return _by_length(2.0, torch, F)
