"""The programs that make code of MLIR ahead of time: norm-opt and those of LLVM."""

import ctypes
import os
import re
import subprocess
import tempfile
from pathlib import Path

from bench.native import FOLDER, ROOT

# Where our programs are: NORM_BIN, or this tree's build.
BIN = Path(os.environ.get("NORM_BIN", ROOT / "build" / "bin"))
NORM_OPT, NORM_RUN = BIN / "norm-opt", BIN / "norm-run"
SOURCE = ROOT / "bench" / "kernel.c"


def llvm():
    """The folder of LLVM's programs: that of the LLVM which the build was configured with."""
    cache = (BIN.parent / "CMakeCache.txt").read_text()
    return Path(re.search(r"^LLVM_DIR:\w+=(.*)/lib/cmake/llvm$", cache, re.MULTILINE)[1]) / "bin"


def run(*command, text=None):
    done = subprocess.run(list(map(str, command)), input=text, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {done.stderr.strip()[:2000]}")
    return done


def library(text, passes, count, *options):
    """`kernel` of bench/kernel.c on `main` of a module, lowered by `passes`; `count` arrays."""
    lowered = run(NORM_OPT, f"--pass-pipeline=builtin.module({passes})", text=text).stdout
    ir = run(llvm() / "mlir-translate", "--mlir-to-llvmir", text=lowered).stdout
    name = "_mlir_ciface_main"
    prototype = f"{name}({', '.join(['void *'] * count)})"
    call = f"{name}({', '.join(f'a[{k}]' for k in range(count))})"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        path = Path(folder) / "main.ll"
        path.write_text(ir)
        made = path.with_suffix(".so")
        macros = [f"-DPROTOTYPE={prototype}", f"-DCALL={call}"]
        shared = ["-shared", "-fPIC", "-fopenmp", "-Wno-override-module", "-lm", "-o", made]
        run(llvm() / "clang", *options, *macros, path, SOURCE, *shared)
        function = ctypes.CDLL(os.fspath(made)).kernel
    function.restype, function.argtypes = ctypes.c_double, [ctypes.c_void_p, ctypes.c_long]
    return function


def descriptor(array):
    """A memref as compiled code takes it: two addresses, the offset, extents, strides."""
    start = array.ctypes.data
    strides = [stride // array.itemsize for stride in array.strides]
    words = [start, start, 0, *array.shape, *strides]
    return (ctypes.c_int64 * len(words))(*words)
