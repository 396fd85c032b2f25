"""Kernels for other processors: compiled, linked, run under qemu's user-mode emulation.

The program reads its arguments from the standard input, one after another, and
writes its results to the standard output. Types and extents are known when it
is made, so that all buffers are its own.
"""

import io
import math
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import ml_dtypes
import numpy as np

LLVM_BIN = Path(os.environ.get("LLVM_BIN", "/usr/lib/llvm-22/bin"))
STORED = {
    **{"f16": np.float16, "bf16": ml_dtypes.bfloat16, "f32": np.float32, "f64": np.float64},
    **{"i1": np.bool_, "i8": np.int8},
}
SCALARS = {"f32": "float", "f64": "double"}


STARTUP = (("crt1", "crti"), ("crtn",))


@dataclass(frozen=True)
class Machine:
    cpu: str
    triple: str
    loader: str
    emulator: tuple
    # Of LLVM's back end, and of clang.
    flags: tuple = ()
    c_flags: tuple = ()
    # An op that the emulator fails at.
    beyond: str = ""

    @property
    def libraries(self):
        """Where Debian has another architecture's."""
        return Path("/usr") / self.triple / "lib"

    def missing(self):
        """What of the distribution is not installed, in words."""
        if not all((LLVM_BIN / name).exists() for name in ("clang", "ld.lld", "llc")):
            return "a compiler"
        if not shutil.which(self.emulator[0]):
            return "qemu-user"
        architecture = self.triple.split("-")[0].replace("aarch64", "arm64")
        startup = self.libraries / "crt1.o"
        return None if startup.exists() else f"libc6-dev-{architecture}-cross"


AARCH64 = ("aarch64-linux-gnu", "ld-linux-aarch64.so.1")
RISCV = ("riscv64-linux-gnu", "ld-linux-riscv64-lp64d.so.1")
MACHINES = [
    Machine("cortex-a72", *AARCH64, ("qemu-aarch64", "-cpu", "cortex-a72")),
    Machine("neoverse-v1", *AARCH64, ("qemu-aarch64", "-cpu", "max,sve256=on")),
    Machine(
        "sifive-x280",
        *RISCV,
        ("qemu-riscv64", "-cpu", "rv64,v=true,vlen=512,vext_spec=v1.0,Zfh=true"),
        ("-target-abi=lp64d", "-code-model=medium"),
        ("-march=rv64gc", "-mcmodel=medany"),
        # qemu 7.2 stops at vfncvt.rtz.x.f.w.
        beyond="arith.fptosi",
    ),
]

TRANSFER = """
long read(int, char *, long);
long write(int, const char *, long);
void exit(int);
static void get(char *p, long n) {
  for (long done; n; p += done, n -= done)
    if ((done = read(0, p, n)) <= 0)
      exit(1);
}
static void put(const char *p, long n) {
  for (long done; n; p += done, n -= done)
    if ((done = write(1, p, n)) <= 0)
      exit(1);
}
"""


def descriptor(rank):
    extents = f"long extents[{rank}], strides[{rank}]; " if rank else ""
    return f"struct {{ char *base, *aligned; long offset; {extents}}}"


@dataclass
class Call:
    """Of a function, once. An argument is an element type and an array, or a number."""

    entry: str
    arguments: list
    # Element types and extents.
    results: list


def width(element):
    return np.dtype(STORED[element]).itemsize


def argument(name, element, array):
    """Its declarations, how it is read, how and as what it is passed."""
    if not isinstance(array, np.ndarray):
        type = SCALARS[element]
        return [f"static {type} {name};"], f"(char *)&{name}, sizeof {name}", name, type
    strides = [math.prod(array.shape[axis + 1 :]) for axis in range(array.ndim)]
    lists = [f"{{{', '.join(map(str, n))}}}" for n in (array.shape, strides) if n]
    size = array.size * width(element)
    declared = [
        f"static _Alignas(64) char {name}_data[{size + 1}];",
        f"static {descriptor(array.ndim)} {name} ="
        f" {{{', '.join([f'{name}_data', f'{name}_data', '0', *lists])}}};",
    ]
    return declared, f"{name}_data, {size}", f"&{name}", "void *"


def spell(call, number):
    """Declarations and statements of one call."""
    results = f"results{number}"
    fields = [f"{descriptor(len(shape))} r{j};" for j, (_, shape) in enumerate(call.results)]
    declared = [f"static struct {{ {' '.join(fields)} }} {results};"]
    statements, passed, types = [], [f"&{results}"], ["void *"]
    for i, (element, array) in enumerate(call.arguments):
        lines, place, value, type = argument(f"c{number}_{i}", element, array)
        declared += lines
        statements.append(f"get({place});")
        passed.append(value)
        types.append(type)
    declared.append(f"void _mlir_ciface_{call.entry}({', '.join(types)});")
    statements.append(f"_mlir_ciface_{call.entry}({', '.join(passed)});")
    for j, (element, shape) in enumerate(call.results):
        place = f"{results}.r{j}.aligned + {results}.r{j}.offset * {width(element)}"
        statements.append(f"put({place}, {math.prod(shape) * width(element)});")
    return declared, statements


def driver(calls):
    """A C program that makes the calls."""
    declared, statements = [TRANSFER], []
    for number, call in enumerate(calls):
        lines, own = spell(call, number)
        declared += lines
        statements += own
    return "\n".join([*declared, "int main() {", *statements, "return 0;", "}", ""])


def tool(name, *arguments):
    done = subprocess.run([LLVM_BIN / name, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, f"{name}: {done.stderr[:2000]}"


def compile_object(program, machine, source, folder):
    """As the JIT compiles; the object and nothing that it may call."""
    lowered, ir = folder / "lowered.mlir", folder / "kernel.ll"
    program("norm-opt", source, f"--norm-to-llvm=cpu={machine.cpu} emit-c-interface", "-o", lowered)
    tool("mlir-translate", "--mlir-to-llvmir", lowered, "-o", ir)
    target = [f"-mtriple={machine.triple}", f"-mcpu={machine.cpu}"]
    tool("opt", "-passes=default<O2>", "-disable-loop-unrolling", *target, ir, "-o", ir)
    made = folder / "kernel.o"
    tool("llc", "-O2", "-filetype=obj", *target, *machine.flags, ir, "-o", made)
    return made


def link(machine, calls, kernel, folder):
    text, main, linked = (folder / name for name in ("main.c", "main.o", "main"))
    text.write_text(driver(calls))
    flags = [f"--target={machine.triple}", *machine.c_flags, "-fno-pic"]
    tool("clang", *flags, "-c", text, "-o", main)
    start, end = ([machine.libraries / f"{name}.o" for name in names] for names in STARTUP)
    loader = f"--dynamic-linker=/lib/{machine.loader}"
    libraries = [f"-L{machine.libraries}", "-lc", "-lm"]
    tool("ld.lld", loader, *start, main, kernel, *libraries, *end, "-o", linked)
    return linked


def run(program, machine, source, calls, folder):
    """The results of each call, in f64."""
    linked = link(machine, calls, compile_object(program, machine, source, folder), folder)
    sent = [
        np.ascontiguousarray(array).astype(STORED[element]).tobytes()
        for call in calls
        for element, array in call.arguments
    ]
    command = [*machine.emulator, "-L", machine.libraries.parent, linked]
    done = subprocess.run(command, input=b"".join(sent), capture_output=True)
    assert done.returncode == 0, f"{' '.join(map(str, command))}: {done.stderr[:2000]}"
    read = io.BytesIO(done.stdout).read
    return [
        [
            np.frombuffer(read(math.prod(shape) * width(element)), STORED[element])
            .astype(np.float64)
            .reshape(shape)
            for element, shape in call.results
        ]
        for call in calls
    ]
