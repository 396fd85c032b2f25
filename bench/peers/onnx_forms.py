"""Each kind as ONNX nodes in ONNX's own text, {name: (opset, nodes)}.

Names that nodes use without defining them are the arguments and `constants`.
"""

ROW = "<axis = -1, epsilon = 1.0e-5>"


def of(point):
    """The forms of a point's kind."""
    return globals()[point.kind](point)


def rms_norm(point):
    composed = """
q = Mul(x, x) m = ReduceMean(q, last) v = Add(m, epsilon) s = Sqrt(v) h = Div(x, s)
y = Mul(h, scale)"""
    return {
        "RMSNormalization": (23, f"y = RMSNormalization{ROW}(x, scale)"),
        "SimplifiedLayerNormalization": (17, f"y = SimplifiedLayerNormalization{ROW}(x, scale)"),
        "composed": (18, composed),
    }


def add_rms_norm(point):
    skip = "com.microsoft.SkipSimplifiedLayerNormalization<epsilon = 1.0e-5>"
    apart = f"sum = Add(x, r) y = RMSNormalization{ROW}(sum, scale)"
    return {
        "SkipSimplifiedLayerNormalization": (17, f"y, , , sum = {skip}(x, r, scale)"),
        "Add, RMSNormalization": (23, apart),
    }


def rms_norm_int8(point):
    quantized = """
f = Cast<to = 1>(n) a = Abs(f) l = ReduceMax(a, last) t = Div(l, limit) z = Div(f, t)
w = Round(z) y = Cast<to = 3>(w) steps = Squeeze(t, last)"""
    return {
        f"{name}, Round": (max(opset, 18), nodes.replace("y =", "n =") + quantized)
        for name, (opset, nodes) in rms_norm(point).items()
    }


def _standardized(axes):
    return f"""
u = ReduceMean(x, {axes}) d = Sub(x, u) q = Mul(d, d) m = ReduceMean(q, {axes})
v = Add(m, epsilon) s = Sqrt(v) h = Div(d, s) k = Mul(h, scale_c) y = Add(k, bias_c)"""


def layer_norm(point):
    if point.dim == -1:
        return {"LayerNormalization": (17, f"y = LayerNormalization{ROW}(x, scale, bias)")}
    transposed = f"""
t = Transpose<perm = [0, 2, 3, 1]>(x) u = LayerNormalization{ROW}(t, scale, bias)
y = Transpose<perm = [0, 3, 1, 2]>(u)"""
    return {
        "Transpose, LayerNormalization": (17, transposed),
        "composed": (18, _standardized("second")),
    }


def softmax(point):
    return {"Softmax": (13, f"y = Softmax<axis = {point.dim}>(x)")}


def masked_softmax(point):
    masked = "s = Mul(x, logit_scale) t = Add(s, mask) y = Softmax<axis = -1>(t)"
    return {"Mul, Add, Softmax": (13, masked)}


def log_softmax(point):
    return {"LogSoftmax": (13, "y = LogSoftmax<axis = -1>(x)")}


def batch_norm(point):
    arguments = "(x, scale, bias, mean, variance)"
    return {"BatchNormalization": (15, f"y = BatchNormalization<epsilon = 1.0e-5>{arguments}")}


def batch_norm_training(point):
    training = "BatchNormalization<epsilon = 1.0e-5, training_mode = 1>"
    return {
        "BatchNormalization": (15, f"y, o1, o2 = {training}(x, scale, bias, zeros_c, ones_c)"),
        "composed": (18, _standardized("inner")),
    }


def group_norm(point):
    attributes = f"<num_groups = {point.groups}, epsilon = 1.0e-5>"
    by_instance = """
r = Reshape(x, rows) i = InstanceNormalization<epsilon = 1.0e-5>(r, ones, zeros)
k = Reshape(i, whole) m = Mul(k, scale_c) y = Add(m, bias_c)"""
    return {
        "GroupNormalization": (21, f"y = GroupNormalization{attributes}(x, scale, bias)"),
        "InstanceNormalization, Mul, Add": (18, by_instance),
    }


def group_norm_silu(point):
    activation = " g = Sigmoid(n) y = Mul(n, g)"
    return {
        f"{name}, Sigmoid, Mul": (opset, nodes.replace("y =", "n =") + activation)
        for name, (opset, nodes) in group_norm(point).items()
    }


def instance_norm(point):
    nodes = "y = InstanceNormalization<epsilon = 1.0e-5>(x, scale, bias)"
    return {"InstanceNormalization": (17, nodes)}


def dyt(point):
    nodes = "a = Mul(x, alpha) t = Tanh(a) m = Mul(t, scale) y = Add(m, bias)"
    return {"Mul, Tanh, Mul, Add": (14, nodes)}


def _by_length(order):
    return {
        "LpNormalization": (22, f"y = LpNormalization<axis = -1, p = {order}>(x)"),
        f"ReduceL{order}, Div": (18, f"l = ReduceL{order}(x, last) y = Div(x, l)"),
    }


def l1_norm(point):
    return _by_length(1)


def l2_norm(point):
    return _by_length(2)
