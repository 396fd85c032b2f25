"""How long compiling takes, and how much memory: one op, a thousand equal, a thousand different.

A module is compiled by norm-run, in a fresh process that then runs a function of it
that does nothing; what such a process takes alone is start-up, and subtracted.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench.native import FOLDER
from bench.toolchain import NORM_RUN

ROWS, WIDTH, WIDTHS = 64, 256, 50
REPEATS = 3
NOTHING = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {\n  return %x : tensor<4xf32>\n}\n"

# Twenty kinds; the operands are `scale`, `bias` and `alpha` of the function.
SCALED = "scale(%scale : {v})"
AFFINE = f"{SCALED} bias(%bias : {{v}})"
OPS = [
    "layer_norm %x over [1] epsilon 1.0e-5",
    "layer_norm %x over [1] epsilon 1.0e-5 epsilon_mode outside",
    "layer_norm %x over [1] epsilon 1.0e-5 ddof 1",
    f"layer_norm %x {SCALED} over [1] epsilon 1.0e-5",
    f"layer_norm %x {AFFINE} over [1] epsilon 1.0e-5",
    f"layer_norm %x {AFFINE} over [0] epsilon 1.0e-5",
    "rms_norm %x over [1] epsilon 1.0e-6",
    f"rms_norm %x {SCALED} over [1] epsilon 1.0e-6",
    "rms_norm %x over [1] partial 32 epsilon 1.0e-6",
    "rms_norm %x over [1] compressed epsilon 1.0e-6",
    f"batch_norm_training %x {AFFINE} epsilon 1.0e-5",
    f"group_norm %x {AFFINE} groups 4 epsilon 1.0e-5",
    "softmax %x over [1]",
    "softmax %x over [0]",
    "softmax %x scale(%alpha : f32) over [1]",
    "log_softmax %x over [1]",
    "lp_norm %x l1 over [1] epsilon 0.0",
    "lp_norm %x l2 over [1] epsilon 0.0",
    f"dyt %x alpha(%alpha : f32) {AFFINE}",
    f"derf %x alpha(%alpha : f32) {AFFINE}",
]


def function(name, op, width):
    """One op as a function."""
    along = f"tensor<{ROWS if '[0]' in op else width}xf32>"
    x = f"tensor<{ROWS}x{width}xf32>"
    results = "%y, %mean, %variance" if "training" in op else "%y"
    return f"""\
func.func @{name}(%x: {x}, %scale: {along}, %bias: {along}, %alpha: f32) -> {x} {{
  {results} = norm.{op.format(v=along)} : {x}
  return %y : {x}
}}
"""


def equal(count):
    """`count` functions of as many kinds as there are."""
    return [function(f"f{k}", OPS[k % len(OPS)], WIDTH) for k in range(count)]


def different(count):
    """`count` functions, each of another kind or extent."""
    widths = (WIDTH + 4 * (k // len(OPS)) for k in range(count))
    return [function(f"f{k}", OPS[k % len(OPS)], w) for k, w in enumerate(widths)]


def compiled(functions):
    """Seconds, those of the processor, and peak bytes of norm-run on a module."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".mlir", dir=FOLDER) as file:
        file.write(NOTHING + "".join(functions))
        file.flush()
        command = [NORM_RUN, file.name, "--entry=main", "--random-args=1"]
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status:
        raise RuntimeError(f"norm-run: expects {Path(file.name).name} to compile")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10


def above_start(functions, start, repeats=1):
    """The same, least of some, above what start-up takes."""
    found = zip(*(compiled(functions) for _ in range(repeats)), strict=True)
    return [min(values) - less for values, less in zip(found, start, strict=True)]


def measure(counts=(250, 500, 1000)):
    """Everything above start-up."""
    start = above_start([], (0, 0, 0), REPEATS)
    ops = {op: above_start([function("f", op, WIDTH)], start, REPEATS) for op in OPS}
    return {
        "start": start,
        "ops": ops,
        "equal": [(counts[-1], *above_start(equal(counts[-1]), start))],
        "different": [(count, *above_start(different(count), start)) for count in counts],
    }
