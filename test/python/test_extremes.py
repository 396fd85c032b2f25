"""Rows so large or so small that a rounding that is left out, or one too many, shows."""

import ml_dtypes
import numpy as np
import pytest
from calls import draw, norm, one_op

SHAPE = (3, 4096)


@pytest.mark.parametrize("scale", [0.3, 0.125, 8.0])
def test_scaled_softmax_of_large_rows(scale):
    """The largest logit is 0 after its maximum is taken off, however large it was."""
    type = "tensor<3x4096xf32>"
    text = one_op(
        f"""%scale = arith.constant dense<{scale}> : tensor<f32>
      %y = norm.softmax %x scale(%scale : tensor<f32>) over [1] : {type}""",
        type,
    )
    x = draw(*SHAPE) * np.float32([[1], [1e10], [1e30]])
    z = (x * np.float32(scale)).astype("f8")
    want = np.exp(z - z.max(1, keepdims=True))
    want /= want.sum(1, keepdims=True)
    assert np.abs(norm.compile(text)(x) - want).max() < 1e-6


def test_shares_of_a_subnormal():
    """x / max |x|, whose reciprocal would be infinite."""
    x_type, y_type = "tensor<3x4096xf32>", "tensor<3x4096xbf16>"
    kernel = norm.compile(f"""
        #row = affine_map<(r, c) -> (r, c)>
        func.func @main(%x: {x_type}) -> {y_type} {{
          %init = tensor.empty() : {y_type}
          %y = norm.generic ins(%x : {x_type}) outs(%init : {y_type})
              {{indexing_maps = [#row, #row], iterator_types = ["parallel", "reduction"]}} {{
          ^bb0(%e: f32):
            %size = math.absf %e : f32
            %largest = norm.reduce <maximumf> %size : f32
            %share = arith.divf %e, %largest : f32
            %narrow = arith.truncf %share : f32 to bf16
            norm.yield %narrow : bf16
          }} -> {y_type}
          return %y : {y_type}
        }}""")
    x = draw(*SHAPE) * np.float32([[1], [1e-20], [1e-41]])
    want = x.astype("f8") / np.abs(x).max(1, keepdims=True)
    got = kernel(x).astype("f8")
    assert (np.abs(got - want) <= ml_dtypes.finfo(ml_dtypes.bfloat16).eps * np.abs(want)).all()
