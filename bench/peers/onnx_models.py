"""The models that ONNX Runtime and OpenVINO read: forms with their constants."""

import re

import numpy as np

from bench import kinds, peers, types
from bench.kinds import ALPHA, EPSILON, LOGIT_SCALE
from bench.peers import onnx_forms

ELEMENT = {"f32": "float", "bf16": "bfloat16", "i8": "int8"}
# The arguments that change from call to call; the others belong to the model.
FED = ("x", "r")


def fed(arrays):
    return {name: array for name, array in arrays.items() if name in FED}


def declared(typed):
    return ", ".join(
        f"{ELEMENT[dtype]}[{','.join(map(str, shape))}] {name}"
        for name, (shape, dtype) in typed.items()
    )


def constants(point, arrays):
    """Every array that a form may name."""
    of = types.NUMPY[point.dtype]
    channels = point.shape[1] if len(point.shape) > 1 else 1
    groups = max(1, point.groups)
    given = {name: array for name, array in arrays.items() if name not in FED}
    columns = {f"{name}_c": a.reshape(-1, 1, 1) for name, a in given.items() if a.ndim == 1}
    indices = {"last": [-1], "second": [1], "inner": [0, 2, 3]}
    indices |= {"rows": [point.shape[0], groups, -1], "whole": list(point.shape)}
    return {
        **given,
        **columns,
        **{name: np.array(value, np.int64) for name, value in indices.items()},
        "epsilon": np.array(EPSILON, of),
        "alpha": np.array(ALPHA, of),
        "logit_scale": np.array(LOGIT_SCALE, of),
        "limit": np.array(127, np.float32),
        "ones": np.ones(groups, of),
        "zeros": np.zeros(groups, of),
        "ones_c": np.ones(channels, of),
        "zeros_c": np.zeros(channels, of),
    }


def initializer(name, array):
    from onnx import TensorProto, helper, numpy_helper

    if array.dtype != types.BF16:
        return numpy_helper.from_array(np.ascontiguousarray(array), name)
    return helper.make_tensor(name, TensorProto.BFLOAT16, array.shape, array.tobytes(), raw=True)


def models(point, arrays):
    """[(name, model in bytes)]. Raises Unsupported where ONNX's text does not parse."""
    import onnx.parser

    operands = kinds.of(point).operands(point)
    inputs = declared({name: operands[name] for name in fed(arrays)})
    outputs = declared(kinds.of(point).results(point))
    known = constants(point, arrays)
    found = []
    for name, (opset, nodes) in onnx_forms.of(point).items():
        head = f'<ir_version: 10, opset_import: ["" : {opset}, "com.microsoft" : 1]>'
        try:
            model = onnx.parser.parse_model(f"{head} g ({inputs}) => ({outputs}) {{ {nodes} }}")
        except onnx.parser.ParseError as error:
            raise peers.Unsupported(f"{name}: {peers.brief(error)}") from error
        used = set(re.findall(r"\w+", " ".join(" ".join(n.input) for n in model.graph.node)))
        model.graph.initializer.extend(initializer(n, known[n]) for n in known if n in used)
        found.append((name, model.SerializeToString()))
    return found
