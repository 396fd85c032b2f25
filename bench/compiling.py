"""How long compiling takes, and how much memory: one op, a thousand equal, a thousand different.

A module is compiled by norm-run, in a fresh process that then runs its `main`, which
calls all others once: what is not called is not compiled. What a process with a `main`
that calls nothing takes is start-up, and subtracted.
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


def types(op, width):
    """Those of a function's arguments."""
    x = f"tensor<{ROWS}x{width}xf32>"
    along = f"tensor<{ROWS if '[0]' in op else width}xf32>"
    return [x, along, along, "f32"]


def function(name, op, width):
    """One op as a function."""
    x, along, *_ = types(op, width)
    results = "%y, %mean, %variance" if "training" in op else "%y"
    return f"""\
func.func @{name}(%x: {x}, %scale: {along}, %bias: {along}, %alpha: f32) -> {x} {{
  {results} = norm.{op.format(v=along)} : {x}
  return %y : {x}
}}
"""


def caller(name, calls):
    """A function that calls others, by name with the types of arguments and result,
    and the types of its own arguments."""
    known, lines = {}, []
    for callee, used, result in calls:
        operands = ", ".join(known.setdefault(type, f"%a{len(known)}") for type in used)
        lines.append(f"  call @{callee}({operands}) : ({', '.join(used)}) -> {result}\n")
    arguments = ", ".join(f"{operand}: {type}" for type, operand in known.items())
    return f"func.func @{name}({arguments}) {{\n{''.join(lines)}  return\n}}\n", list(known)


def module(uses):
    """A function for each op and width; `main` calls those that call them, each a layer."""
    functions = [function(f"f{k}", *use) for k, use in enumerate(uses)]
    layers = []
    for first in range(0, len(uses), len(OPS)):
        used = [types(*use) for use in uses[first : first + len(OPS)]]
        calls = [(f"f{first + k}", of_one, of_one[0]) for k, of_one in enumerate(used)]
        text, of_layer = caller(f"layer{first}", calls)
        functions.append(text)
        layers.append((f"layer{first}", of_layer, "()"))
    return caller("main", layers)[0] + "".join(functions)


def equal(count):
    """`count` ops of as many kinds as there are."""
    return [(OPS[k % len(OPS)], WIDTH) for k in range(count)]


def different(count):
    """`count` ops, each of another kind or extent."""
    return [(OPS[k % len(OPS)], WIDTH + 4 * (k // len(OPS))) for k in range(count)]


def compiled(uses):
    """Seconds, those of the processor, and peak bytes of norm-run on a module."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".mlir", dir=FOLDER) as file:
        file.write(module(uses))
        file.flush()
        command = [NORM_RUN, file.name, "--entry=main", "--random-args=1"]
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status:
        raise RuntimeError(f"norm-run: expects {Path(file.name).name} to compile")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10


def above_start(uses, start, repeats=1):
    """The same, least of some, above what start-up takes."""
    found = zip(*(compiled(uses) for _ in range(repeats)), strict=True)
    return [min(values) - less for values, less in zip(found, start, strict=True)]


def measure(counts=(250, 500, 1000)):
    """Everything above start-up."""
    start = above_start([], (0, 0, 0), REPEATS)
    ops = {op: above_start([(op, WIDTH)], start, REPEATS) for op in OPS}
    return {
        "start": start,
        "ops": ops,
        "equal": [(counts[-1], *above_start(equal(counts[-1]), start))],
        "different": [(count, *above_start(different(count), start)) for count in counts],
    }
