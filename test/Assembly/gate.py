"""Compares the assembly of fixed kernels for fixed processors with ceilings.

gate.py LLVM_BIN            fails where a number is above that of kernels.txt
                            or passes.txt
gate.py LLVM_BIN --update   writes the present numbers into both
gate.py LLVM_BIN --loops    prints each innermost loop
"""

import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import assembly
from targets import TARGETS

HERE = Path(__file__).parent
# Per element of a vector, added up over the innermost loops.
RATES = "instructions loads stores conversions".split()
# In the innermost loops: single-float arithmetic, accesses of spilled registers
# and calls.
EVENTS = "scalar spills calls".split()
# Of the whole kernel, whatever the table says.
CODE_CEILING = 4000
# The passes of LLVM, as strings that stand one below the other.
JIT = (HERE / "../../lib/Support/JITCode.cpp").read_text()
LLVM_PASSES = ",".join(
    "".join(re.findall(r'"(.*)"', text))
    for text in re.findall(r"\w+Passes =([^;]*);", JIT)
)
# Passes do nearly the same for each processor.
PASSES_OF = "x86-64-v4"


def run(tool, *arguments, text):
    done = subprocess.run([tool, *arguments], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, [tool, *arguments]))}:\n{done.stderr[:2000]}")
    return done.stdout, done.stderr


def lower(llvm, source, cpu):
    """One LLVM module per kernel, and the IR after each pass."""
    options = [f"--norm-to-llvm=cpu={cpu}", "--split-input-file"]
    if cpu == PASSES_OF:
        options += ["--mlir-print-ir-after-all", "--mlir-disable-threading"]
    norm_opt = Path(os.environ["NORM_BIN"]) / "norm-opt"
    module, dumps = run(norm_opt, *options, text=source)
    translate = ["--mlir-to-llvmir", "--split-input-file"]
    text, _ = run(llvm / "mlir-translate", *translate, text=module)
    return text.split("; ModuleID")[1:], dumps


def generate(llvm, module, cpu):
    """Assembly as the JIT makes it, and the IR that it was made of."""
    target = TARGETS[cpu]
    machine = [f"-mtriple={target.triple}", f"-mcpu={cpu}"]
    passes = f"-passes=function(instnamer),{LLVM_PASSES},function(instnamer)"
    ir, _ = run(llvm / "opt", "-S", passes, *machine, text="; ModuleID" + module)
    text, _ = run(llvm / "llc", "-O2", *machine, text=ir)
    return text, ir


def measure(target, text, ir):
    loops = assembly.innermost_loops(target, text, ir)
    numbers = {}
    for name in RATES:
        rates = [loop.counts[name] / loop.elements for loop in loops if loop.elements]
        numbers[name] = round(sum(rates), 3)
    for name in EVENTS:
        numbers[name] = sum(loop.counts[name] for loop in loops)
    whole = assembly.count(target, text.splitlines())
    return numbers | {"libcalls": whole["calls"], "code": whole["instructions"]}, loops


def count_ops(dumps):
    """Ops of all kernels after each pass; of one repeated on the same op, each time."""
    total, seen = Counter(), Counter()
    for dump in dumps.split("// IR Dump After ")[1:]:
        name = re.search(r"\((\S+)\)", dump)[1]
        # At the margin there is a function only if the pass ran on that alone.
        run = name, *re.findall(r"^func.func .*?(@\w+)", dump, re.M)
        # The first pass begins another kernel.
        if name == "norm-expand":
            seen.clear()
        seen[run] += 1
        ops = re.findall(r'^\s+(?:%[^=]+= )?"?[a-z_]+\.[a-z]', dump, re.M)
        total[f"{name}.{seen[run]}"] += len(ops)
    return {key: {"ops": ops} for key, ops in total.items()}


def measure_all(llvm, cpu, pool):
    sources = [file.read_text() for file in sorted((HERE / "Kernels").glob("*.mlir"))]
    source = "\n// -----\n".join(sources)
    modules, dumps = lower(llvm, source, cpu)
    names = re.findall(r"^func.func @(\w+)", source, re.M)
    assert len(names) == len(modules), "expects one function per kernel"
    generated = pool.map(lambda module: generate(llvm, module, cpu), modules)
    kernels = {}
    for name, (text, ir) in zip(names, generated):
        kernels[f"{name} {cpu}"] = measure(TARGETS[cpu], text, ir)
    return kernels, count_ops(dumps)


def read_table(path):
    """Numbers by column, by row. What follows a # is a comment."""
    lines = [line.partition("#")[0].split() for line in path.read_text().splitlines()]
    header, *rows = [line for line in lines if line]
    return {
        " ".join(row[: len(row) - len(header)]): dict(
            zip(header, map(float, row[len(row) - len(header) :]))
        )
        for row in rows
    }


def write_table(path, rows):
    columns = list(next(iter(rows.values())))
    comment = [line for line in path.read_text().splitlines() if line.startswith("#")]
    lines = [*comment, " " * 44 + "".join(f"{name:>13}" for name in columns)]
    for key, numbers in rows.items():
        label = "".join(f"{word:22}" for word in key.split())
        lines.append(f"{label:44}" + "".join(f"{numbers[name]:13}" for name in columns))
    path.write_text("\n".join(lines) + "\n")


def complaints(rows, ceilings):
    for key, numbers in rows.items():
        if key not in ceilings:
            yield f"{key}: expects ceilings; write them by --update"
            continue
        for name, found in numbers.items():
            if found > ceilings[key][name]:
                ceiling = ceilings[key][name]
                yield f"{key}: expects at most {ceiling:g} {name}, got {found:g}"
    for key, numbers in rows.items():
        if numbers.get("code", 0) > CODE_CEILING:
            yield f"{key}: expects at most {CODE_CEILING} code always, got {numbers['code']}"
    yield from (f"{key}: has ceilings but is no more" for key in ceilings.keys() - rows)


def print_loops(kernels):
    for key, (_, loops) in kernels.items():
        for loop in loops:
            counts = " ".join(f"{name} {n}" for name, n in sorted(loop.counts.items()) if n)
            print(f"{key}: {loop.elements} elements, {counts}")


def main(llvm, option=""):
    kernels, passes = {}, {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for cpu in TARGETS:
            measured, counted = measure_all(Path(llvm), cpu, pool)
            kernels |= measured
            passes |= counted
    tables = {
        HERE / "kernels.txt": {key: numbers for key, (numbers, _) in kernels.items()},
        HERE / "passes.txt": passes,
    }
    if option == "--loops":
        return print_loops(kernels)
    if option == "--update":
        for path, rows in tables.items():
            write_table(path, rows)
        return None
    found = [
        line for path, rows in tables.items() for line in complaints(rows, read_table(path))
    ]
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
